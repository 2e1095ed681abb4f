namespace Unroll.Schedules;

/// <summary>Raises the rate in a line to where another schedule starts, then follows that one.</summary>
/// <param name="length">Positions of the rise, at least 1; the first has 1/length of the rate.</param>
/// <param name="then">The schedule that follows, from its own beginning.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is not positive.</exception>
public sealed class WarmUp(long length, LearningRateSchedule then) : LearningRateSchedule
{
    private readonly long _length = CheckLength(length, nameof(length));
    private readonly LearningRateSchedule _then = then ?? throw new ArgumentNullException(nameof(then));

    /// <inheritdoc/>
    public override float RateAt(long position) =>
        position < _length ? _then.RateAt(0) * (position + 1) / _length : _then.RateAt(position - _length);
}
