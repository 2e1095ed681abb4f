namespace Unroll.Schedules;

/// <summary>The same rate all the time: what a <see cref="WarmUp"/> may lead to.</summary>
/// <param name="rate">The rate, positive.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is not positive.</exception>
public sealed class ConstantRate(float rate) : LearningRateSchedule
{
    private readonly float _rate = CheckRate(rate, nameof(rate));

    /// <inheritdoc/>
    public override float RateAt(long position) => _rate;
}
