namespace Unroll.Schedules;

/// <summary>
/// Lowers the rate along half a cosine, then starts again, each time over a longer stretch if wanted (SGDR, Loshchilov and Hutter 2017):
/// lowest + (rate − lowest)·(1 + cos(π·t/T))/2.
/// </summary>
public sealed class CosineRestarts : LearningRateSchedule
{
    private readonly float _rate;
    private readonly float _lowest;
    private readonly long _length;
    private readonly double _growth;

    /// <summary>Creates the schedule.</summary>
    /// <param name="rate">Highest rate, positive.</param>
    /// <param name="length">Positions of the first stretch, at least 1.</param>
    /// <param name="growth">Factor of each stretch's length, at least 1. Default: 1, all the same.</param>
    /// <param name="lowest">Rate at the end of each stretch, positive. Default: a thousandth of the highest.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public CosineRestarts(float rate, long length, double growth = 1, float? lowest = null)
    {
        if (!(growth >= 1) || !double.IsFinite(growth))
        {
            throw new ArgumentOutOfRangeException(nameof(growth), growth, $"growth is {growth}, but must be at least 1.");
        }

        _rate = CheckRate(rate, nameof(rate));
        _length = CheckLength(length, nameof(length));
        _growth = growth;
        _lowest = CheckRate(lowest ?? (rate / 1000), nameof(lowest));
    }

    /// <inheritdoc/>
    public override float RateAt(long position)
    {
        long length = _length;
        while (position >= length)
        {
            position -= length;
            length = (long)Math.Round(length * _growth);
        }

        return (float)(_lowest + ((_rate - _lowest) * 0.5 * (1 + Math.Cos(Math.PI * position / length))));
    }
}
