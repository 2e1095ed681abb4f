using Unroll.Series.Frames;

namespace Unroll.Series.Profiling;

/// <summary>Adds values up in buckets of equal time, or of equal rows where there are many series or no stamps.</summary>
internal sealed class SparklineBuckets
{
    private readonly double[] _sums;
    private readonly long[] _counts;
    private readonly bool _byTime;
    private TimeIndex? _time;
    private long _first;
    private long _span;

    /// <summary>Creates empty buckets.</summary>
    internal SparklineBuckets(int points, SeriesSet set, bool hasStamps)
    {
        int buckets = Math.Max(1, Math.Min(points, set.LongestLength));
        _sums = new double[buckets];
        _counts = new long[buckets];
        _byTime = hasStamps && set.Count == 1;
    }

    /// <summary>The values that follow are of a series.</summary>
    internal void Begin(SeriesItem item)
    {
        _time = item.Frame.Time;
        _first = _byTime && _time.Count > 0 ? _time[0].Ticks : 0;
        _span = Math.Max(1, _byTime && _time.Count > 0 ? _time[_time.Count - 1].Ticks - _first : _time.Count);
    }

    /// <summary>Adds a value.</summary>
    internal void Add(int row, double value)
    {
        long at = _byTime ? _time![row].Ticks - _first : row;
        int bucket = Math.Min(_sums.Length - 1, (int)((double)at / _span * _sums.Length));
        _sums[bucket] += value;
        _counts[bucket]++;
    }

    /// <summary>The means; NaN where a bucket is empty.</summary>
    internal double[] Means() => [.. _sums.Select((sum, i) => _counts[i] == 0 ? double.NaN : sum / _counts[i])];
}
