using Unroll.Catalogue;

namespace Unroll.Schedules;

/// <summary>A constant learning rate, for example after a <see cref="WarmUp"/>.</summary>
/// <param name="learningRate">The rate, positive.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is not positive.</exception>
public sealed class ConstantRate(float learningRate) : LearningRateSchedule
{
    private static readonly Setting<ConstantRate, float> _learningRate =
        new("learning-rate", Kind.Single(NumberRange.Positive), schedule => schedule._rate, "The learning rate.")
        {
            IsRequired = true,
            Example = "learning-rate: 0.01"
        };

    internal static Entry<LearningRateSchedule> Entry { get; } = new(
        "constant-rate", typeof(ConstantRate), "The same learning rate all the time.", [_learningRate],
        values => new ConstantRate(values.Get(_learningRate)))
    {
        Shorthand = _learningRate,
        Example = "constant-rate: 0.01",
    };

    private readonly float _rate = CheckRate(learningRate, nameof(learningRate));

    /// <inheritdoc/>
    public override float RateAt(long position, long training) => _rate;
}
