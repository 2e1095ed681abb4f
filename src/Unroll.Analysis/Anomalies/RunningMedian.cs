namespace Unroll.Analysis.Anomalies;

/// <summary>The median and the median absolute deviation of the last values, kept sorted.</summary>
/// <param name="window">Values that are kept, missing ones among them.</param>
internal sealed class RunningMedian(int window)
{
    private readonly Queue<double> _values = new(window + 1);
    private readonly List<double> _sorted = new(window + 1);

    /// <summary>The median of the values that are there; NaN where there is none.</summary>
    public double Median => _sorted.Count == 0 ? double.NaN
        : (_sorted[(_sorted.Count - 1) / 2] + _sorted[_sorted.Count / 2]) / 2;

    /// <summary>The median absolute deviation from the median; NaN where there is no value.</summary>
    public double MedianDeviation
    {
        get
        {
            if (_sorted.Count == 0)
            {
                return double.NaN;
            }

            // The deviations grow from the median to both sides: the two sorted runs are merged up to the middle one.
            double median = Median, last = 0, before = 0;
            int low = ((_sorted.Count + 1) / 2) - 1, high = low + 1;
            for (int taken = 0; taken <= _sorted.Count / 2; taken++)
            {
                bool isLow = high >= _sorted.Count || (low >= 0 && median - _sorted[low] <= _sorted[high] - median);
                (before, last) = (last, isLow ? median - _sorted[low--] : _sorted[high++] - median);
            }

            return _sorted.Count % 2 == 1 ? last : (before + last) / 2;
        }
    }

    /// <summary>Adds the next value, and forgets the oldest where there are too many.</summary>
    /// <param name="value">The value; NaN where it is missing.</param>
    public void Add(double value)
    {
        _values.Enqueue(value);
        if (!double.IsNaN(value))
        {
            int at = _sorted.BinarySearch(value);
            _sorted.Insert(at < 0 ? ~at : at, value);
        }

        if (_values.Count > window && _values.Dequeue() is var oldest && !double.IsNaN(oldest))
        {
            _sorted.RemoveAt(_sorted.BinarySearch(oldest));
        }
    }
}
