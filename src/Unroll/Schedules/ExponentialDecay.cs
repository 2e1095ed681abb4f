namespace Unroll.Schedules;

/// <summary>Lowers the rate by the same factor all the time: rate·factor^(position/every).</summary>
/// <param name="rate">First rate, positive.</param>
/// <param name="factor">What is left after <paramref name="every"/> positions, positive.</param>
/// <param name="every">Positions in which the rate falls by the factor, at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed class ExponentialDecay(float rate, float factor, long every = 1) : LearningRateSchedule
{
    private readonly float _rate = CheckRate(rate, nameof(rate));
    private readonly float _factor = CheckRate(factor, nameof(factor));
    private readonly long _every = CheckLength(every, nameof(every));

    /// <inheritdoc/>
    public override float RateAt(long position) => (float)(_rate * Math.Pow(_factor, (double)position / _every));
}
