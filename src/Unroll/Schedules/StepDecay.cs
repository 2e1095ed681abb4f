namespace Unroll.Schedules;

/// <summary>Multiplies the rate by a factor every so often: rate·factor^⌊position/every⌋.</summary>
/// <param name="rate">First rate, positive.</param>
/// <param name="factor">Factor, positive.</param>
/// <param name="every">Positions from one change to the next, at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed class StepDecay(float rate, float factor, long every) : LearningRateSchedule
{
    private readonly float _rate = CheckRate(rate, nameof(rate));
    private readonly float _factor = CheckRate(factor, nameof(factor));
    private readonly long _every = CheckLength(every, nameof(every));

    /// <inheritdoc/>
    public override float RateAt(long position) => (float)(_rate * Math.Pow(_factor, position / _every));
}
