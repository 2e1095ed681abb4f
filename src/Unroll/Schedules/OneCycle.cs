namespace Unroll.Schedules;

/// <summary>
/// Raises the rate to a peak and lowers it far below its start, both along half a cosine (Smith and Topin 2018): the steps of one whole training.
/// </summary>
public sealed class OneCycle : LearningRateSchedule
{
    private readonly float _peak;
    private readonly float _start;
    private readonly float _end;
    private readonly long _rising;
    private readonly long _length;

    /// <summary>Creates the schedule.</summary>
    /// <param name="peak">Highest rate, positive.</param>
    /// <param name="length">Positions of the whole training, at least 2.</param>
    /// <param name="risingShare">Share of them in which the rate rises, above 0 and below 1. Default: 0.3 as in PyTorch.</param>
    /// <param name="startDivisor">The first rate is the peak divided by this. Default: 25.</param>
    /// <param name="endDivisor">The last rate is the first divided by this. Default: 10,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public OneCycle(float peak, long length, float risingShare = 0.3f, float startDivisor = 25, float endDivisor = 1e4f)
    {
        if (length < 2)
        {
            throw new ArgumentOutOfRangeException(nameof(length), length, $"length is {length}, but a cycle needs at least 2 positions.");
        }

        Require.PositiveFinite(risingShare, nameof(risingShare));
        Require.FractionBelowOne(risingShare, nameof(risingShare));
        _peak = CheckRate(peak, nameof(peak));
        _start = peak / CheckRate(startDivisor, nameof(startDivisor));
        _end = _start / CheckRate(endDivisor, nameof(endDivisor));
        _length = length;
        _rising = Math.Clamp((long)Math.Round(risingShare * length), 1, length - 1);
    }

    /// <inheritdoc/>
    public override float RateAt(long position) => position < _rising
        ? Between(_start, _peak, (double)position / _rising)
        : Between(_peak, _end, Math.Min(1, (double)(position - _rising) / Math.Max(1, _length - 1 - _rising)));

    private static float Between(float from, float to, double share) => (float)(to + ((from - to) * 0.5 * (1 + Math.Cos(Math.PI * share))));
}
