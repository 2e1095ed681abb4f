namespace Unroll.Analysis.Trend;

/// <summary>Counts of pairs by their order, in n·log n (Knight, Journal of the American Statistical Association 61, 1966).</summary>
internal static class PairOrder
{
    /// <summary>Sorts values and counts the pairs whose later value is less than the earlier one.</summary>
    /// <param name="values">The values; sorted afterwards.</param>
    /// <param name="spare">As many places to work in.</param>
    /// <returns>The inversions.</returns>
    public static long SortAndCount(Span<double> values, Span<double> spare)
    {
        const int few = 24;
        if (values.Length <= few)
        {
            return Insert(values);
        }

        int half = values.Length / 2;
        long inversions = SortAndCount(values[..half], spare[..half]) + SortAndCount(values[half..], spare[half..]);
        values[..half].CopyTo(spare);
        (int left, int right, int to) = (0, half, 0);
        while (left < half)
        {
            if (right < values.Length && values[right] < spare[left])
            {
                inversions += half - left;
                values[to++] = values[right++];
            }
            else
            {
                values[to++] = spare[left++];
            }
        }

        return inversions;
    }

    /// <summary>Lengths of the runs of equal values of a sorted series, those of 1 left out.</summary>
    /// <param name="sorted">The values in order.</param>
    public static IEnumerable<long> Ties(double[] sorted)
    {
        for (int start = 0, end = 1; end <= sorted.Length; end++)
        {
            if (end == sorted.Length || sorted[end] != sorted[start])
            {
                if (end - start > 1)
                {
                    yield return end - start;
                }

                start = end;
            }
        }
    }

    private static long Insert(Span<double> values)
    {
        long inversions = 0;
        for (int i = 1; i < values.Length; i++)
        {
            double value = values[i];
            int to = i;
            while (to > 0 && values[to - 1] > value)
            {
                values[to] = values[--to];
            }

            values[to] = value;
            inversions += i - to;
        }

        return inversions;
    }
}
