using Unroll.Catalogue;

namespace Unroll.Schedules;

/// <summary>
/// Cosine decay of the learning rate over a whole training (Loshchilov and Hutter 2017, without restarts): lowest + (rate − lowest)·(1 +
/// cos(π·t/(T − 1)))/2, and the lowest rate from the last of its T positions on.
/// </summary>
public sealed class CosineDecay : LearningRateSchedule
{
    private static readonly Setting<CosineDecay, float> _learningRate =
        new("learning-rate", Kind.Single(NumberRange.Positive), schedule => schedule._rate, "Learning rate at the start.")
        {
            IsRequired = true,
            Example = "learning-rate: 0.01"
        };

    private static readonly Setting<CosineDecay, int?> _whole =
        new("length", Kind.Optional(Kind.Integer(1)), schedule => checked((int?)schedule._length), "Epochs or steps of the decay.")
        { DefaultNote = "the whole training" };

    private static readonly Setting<CosineDecay, float?> _least =
        new("min-learning-rate", Kind.Optional(Kind.Single(NumberRange.Positive)), schedule => schedule._givenLowest,
            "Learning rate at the end.")
        {
            DefaultNote = "a thousandth of that at the start"
        };

    internal static Entry<LearningRateSchedule> Entry { get; } = new(
        "cosine-decay", typeof(CosineDecay), "Lowers the rate along half a cosine.", [_learningRate, _whole, _least],
        values => new CosineDecay(values.Get(_learningRate), values.Get(_whole), values.Get(_least)))
    {
        Shorthand = _learningRate,
        Formula = "min + (rate − min)·(1 + cos(π·t/(T − 1)))/2",
        Example = "cosine-decay: 0.01",
    };

    private readonly float _rate;
    private readonly float _lowest;
    private readonly long? _length;
    private readonly float? _givenLowest;

    /// <summary>Creates the schedule.</summary>
    /// <param name="learningRate">Rate at the start, positive.</param>
    /// <param name="length">Epochs or steps of the decay, at least 1. Default: those of the whole training.</param>
    /// <param name="minLearningRate">Rate at the end, positive. Default: a thousandth of that at the start.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public CosineDecay(float learningRate, long? length = null, float? minLearningRate = null)
    {
        _rate = CheckRate(learningRate, nameof(learningRate));
        _length = CheckGivenLength(length, 1, nameof(length));
        _givenLowest = minLearningRate;
        _lowest = CheckRate(minLearningRate ?? (learningRate / 1000), nameof(minLearningRate));
    }

    /// <inheritdoc/>
    public override float RateAt(long position, long training)
    {
        long last = (_length ?? training) - 1;
        return last < 1
            ? _rate
            : (float)(_lowest + ((_rate - _lowest) * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(1, (double)position / last)))));
    }
}
