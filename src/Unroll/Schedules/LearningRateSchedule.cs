using Unroll.Catalogue;

namespace Unroll.Schedules;

/// <summary>
/// A learning rate over time: a pure function of a position, counted in epochs or in steps from 0, so that training resumed from a
/// checkpoint has the same rates. <see cref="Training.LearningRateScheduler"/> applies it.
/// </summary>
public abstract class LearningRateSchedule
{
    /// <summary>All schedules by name; users register their own here.</summary>
    public static BlockCatalogue<LearningRateSchedule> Catalogue { get; } = new("learning rate schedule", () =>
    [
        ConstantRate.Entry, ExponentialDecay.Entry, StepDecay.Entry, CosineDecay.Entry, CosineDecayRestarts.Entry, OneCycle.Entry,
            PiecewiseConstant.Entry, WarmUp.Entry,
    ]);

    /// <summary>The learning rate at a position.</summary>
    /// <param name="position">Epochs or steps done before, from 0.</param>
    /// <param name="training">Epochs or steps of the whole training, which is the length of a schedule that was given none.</param>
    public abstract float RateAt(long position, long training);

    private protected static float CheckRate(float rate, string name)
    {
        Require.PositiveFinite(rate, name);
        return rate;
    }

    private protected static long? CheckGivenLength(long? length, long least, string name) =>
        length is { } given ? CheckLength(given, name, least) : null;

    private protected static long CheckLength(long length, string name, long least = 1)
    {
        if (length < least)
        {
            throw new ArgumentOutOfRangeException(name, length, $"{name} is {length}, but must be at least {least}.");
        }

        return length;
    }
}
