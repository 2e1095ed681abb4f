using Unroll.Catalogue;

namespace Unroll.Schedules;

/// <summary>Exponential decay of the learning rate: rate·factor^(position/every).</summary>
/// <param name="learningRate">Initial rate, positive.</param>
/// <param name="factor">Decay factor over <paramref name="every"/> positions, positive.</param>
/// <param name="every">Positions in which the rate falls by the factor, at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed class ExponentialDecay(float learningRate, float factor, long every = 1) : LearningRateSchedule
{
    private static readonly Setting<ExponentialDecay, float> _learningRate =
        new("learning-rate", Kind.Single(NumberRange.Positive), schedule => schedule._rate,
            "Learning rate at the start.")
        { IsRequired = true, Example = "learning-rate: 0.01" };

    private static readonly Setting<ExponentialDecay, float> _decay =
        new("factor", Kind.Single(NumberRange.Positive), schedule => schedule._factor, "What is left of the rate.")
        {
            IsRequired = true,
            Example = "factor: 0.5"
        };

    private static readonly Setting<ExponentialDecay, int> _period =
        new("every", Kind.Integer(1), schedule => checked((int)schedule._every),
            "Epochs or steps in which the rate falls by the factor.")
        { DefaultValue = 1 };

    internal static Entry<LearningRateSchedule> Entry { get; } = new(
        "exponential-decay", typeof(ExponentialDecay), "Lowers the rate by the same factor all the time.", [_learningRate, _decay, _period],
        values => new ExponentialDecay(values.Get(_learningRate), values.Get(_decay), values.Get(_period)))
    {
        Formula = "rate·factor^(t/every)",
        Example = "exponential-decay: {learning-rate: 0.01, factor: 0.95}",
    };

    private readonly float _rate = CheckRate(learningRate, nameof(learningRate));
    private readonly float _factor = CheckRate(factor, nameof(factor));
    private readonly long _every = CheckLength(every, nameof(every));

    /// <inheritdoc/>
    public override float RateAt(long position, long training) => (float)(_rate * Math.Pow(_factor, (double)position / _every));
}
