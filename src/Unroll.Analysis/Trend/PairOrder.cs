using System.Runtime.CompilerServices;

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
        values.CopyTo(spare);
        return Sort(spare[..values.Length], values);
    }

    /// <summary>Sorts values that are in both places at first into the second, halves of which are sorted into the first.</summary>
    private static long Sort(Span<double> from, Span<double> to)
    {
        const int few = 24;
        if (to.Length <= few)
        {
            return Insert(to);
        }

        int half = to.Length / 2;
        long inversions = Sort(to[..half], from[..half]) + Sort(to[half..], from[half..]);
        (int left, int right, int next) = (0, half, 0);
        while (left < half && right < from.Length)
        {
            // Without a branch, which nobody could foresee.
            int falls = Unsafe.BitCast<bool, byte>(from[right] < from[left]);
            to[next++] = from[left + ((right - left) & -falls)];
            inversions += (half - left) & -falls;
            right += falls;
            left += 1 - falls;
        }

        from[left..half].CopyTo(to[next..]);
        from[right..].CopyTo(to[(next + half - left)..]);
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
