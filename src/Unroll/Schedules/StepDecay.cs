using Unroll.Catalogue;

namespace Unroll.Schedules;

/// <summary>Step decay of the learning rate: rate·factor^⌊position/every⌋.</summary>
/// <param name="learningRate">Initial rate, positive.</param>
/// <param name="factor">Factor, positive.</param>
/// <param name="every">Positions from one change to the next, at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed class StepDecay(float learningRate, float factor, long every) : LearningRateSchedule
{
    private static readonly Setting<StepDecay, float> _learningRate =
        new("learning-rate", Kind.Single(NumberRange.Positive), schedule => schedule._rate,
            "Learning rate at the start.")
        { IsRequired = true, Example = "learning-rate: 0.01" };

    private static readonly Setting<StepDecay, float> _decay =
        new("factor", Kind.Single(NumberRange.Positive), schedule => schedule._factor, "What is left of the rate.")
        {
            IsRequired = true,
            Example = "factor: 0.5"
        };

    private static readonly Setting<StepDecay, int> _period =
        new("every", Kind.Integer(1), schedule => checked((int)schedule._every),
            "Epochs or steps from one change to the next.")
        { IsRequired = true, Example = "every: 10" };

    internal static Entry<LearningRateSchedule> Entry { get; } = new(
        "step-decay", typeof(StepDecay), "Multiplies the rate by a factor every so often.", [_learningRate, _decay, _period],
        values => new StepDecay(values.Get(_learningRate), values.Get(_decay), values.Get(_period)))
    {
        Formula = "rate·factor^⌊t/every⌋",
        Example = "step-decay: {learning-rate: 0.01, factor: 0.5, every: 10}",
    };

    private readonly float _rate = CheckRate(learningRate, nameof(learningRate));
    private readonly float _factor = CheckRate(factor, nameof(factor));
    private readonly long _every = CheckLength(every, nameof(every));

    /// <inheritdoc/>
    public override float RateAt(long position, long training) => (float)(_rate * Math.Pow(_factor, position / _every));
}
