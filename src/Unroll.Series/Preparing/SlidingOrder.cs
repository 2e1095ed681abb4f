namespace Unroll.Series.Preparing;

/// <summary>The sorted values of a sliding window, for medians and median absolute deviations.</summary>
internal sealed class SlidingOrder
{
    private double[] _sorted = new double[16];
    private int _count;
    private int _start;
    private int _end;

    /// <summary>The known values of the window, sorted.</summary>
    public ReadOnlySpan<double> Sorted => _sorted.AsSpan(0, _count);

    /// <summary>Slides the window; neither start nor end may ever be less than before.</summary>
    public void Slide(ReadOnlySpan<double> values, int start, int end)
    {
        for (; _end < end; _end++)
        {
            if (!double.IsNaN(values[_end]))
            {
                Add(values[_end]);
            }
        }

        for (; _start < start; _start++)
        {
            if (!double.IsNaN(values[_start]))
            {
                Remove(values[_start]);
            }
        }
    }

    /// <summary>The median absolute deviation about the median: from it outwards, on both sides at once.</summary>
    public double MedianDistance(double centre)
    {
        ReadOnlySpan<double> sorted = Sorted;
        int right = 0;
        int high = sorted.Length;
        while (right < high)
        {
            int middle = (right + high) / 2;
            (right, high) = sorted[middle] < centre ? (middle + 1, high) : (right, middle);
        }

        int left = right - 1;
        double distance = 0, before = 0;
        for (int taken = 0; taken <= sorted.Length / 2; taken++)
        {
            before = distance;
            bool takesLeft = right >= sorted.Length || (left >= 0 && centre - sorted[left] <= sorted[right] - centre);
            distance = takesLeft ? centre - sorted[left--] : sorted[right++] - centre;
        }

        return sorted.Length % 2 == 1 ? distance : (before + distance) / 2;
    }

    private void Add(double value)
    {
        if (_count == _sorted.Length)
        {
            Array.Resize(ref _sorted, 2 * _count);
        }

        int place = Sorted.BinarySearch(value);
        place = place < 0 ? ~place : place;
        _sorted.AsSpan(place, _count - place).CopyTo(_sorted.AsSpan(place + 1));
        _sorted[place] = value;
        _count++;
    }

    private void Remove(double value)
    {
        int place = Sorted.BinarySearch(value);
        _sorted.AsSpan(place + 1, _count - place - 1).CopyTo(_sorted.AsSpan(place));
        _count--;
    }
}
