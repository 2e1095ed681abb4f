namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// A wavelet matrix (Claude, Navarro, Ordóñez 2015) of the ranks of a series' values, with their sums: the sum
/// of the smallest values of any segment in O(log n).
/// </summary>
internal sealed class RankTree
{
    private readonly double _centre;
    private readonly double[] _sums;
    private readonly int[][] _zeros;
    private readonly double[][] _zeroSums;

    /// <summary>Creates the tree.</summary>
    /// <param name="values">The series.</param>
    public RankTree(double[] values)
    {
        int count = values.Length;
        int[] order = [.. Enumerable.Range(0, count)];
        double[] sorted = [.. values];
        Array.Sort(sorted, order);
        _centre = sorted[count / 2];
        int[] ranks = new int[count];
        for (int i = 0; i < count; i++)
        {
            ranks[order[i]] = i;
        }

        double[] current = [.. values.Select(value => value - _centre)];
        _sums = Cumulated(current);
        int levels = 0;
        while (count - 1 >> levels > 0)
        {
            levels++;
        }

        (_zeros, _zeroSums) = (new int[levels][], new double[levels][]);
        int[] next = new int[count];
        double[] nextValues = new double[count];
        for (int level = 0; level < levels; level++)
        {
            int bit = levels - 1 - level, ones = ranks.Count(rank => (rank >> bit & 1) == 0), zeros = 0;
            (int[] counts, double[] sums) = (_zeros[level], _zeroSums[level]) = (new int[count + 1], new double[count + 1]);
            for (int i = 0; i < count; i++)
            {
                bool isZero = (ranks[i] >> bit & 1) == 0;
                int place = isZero ? zeros++ : ones++;
                (next[place], nextValues[place]) = (ranks[i], current[i]);
                counts[i + 1] = counts[i] + (isZero ? 1 : 0);
                sums[i + 1] = sums[i] + (isZero ? current[i] : 0);
            }

            (ranks, next) = (next, ranks);
            (current, nextValues) = (nextValues, current);
        }

        Last = Cumulated(current);
    }

    /// <summary>Sums of the values in the order of the last level.</summary>
    private double[] Last { get; }

    /// <summary>The sum of a segment's values, each less the median of all.</summary>
    public double Sum(int start, int end) => _sums[end] - _sums[start];

    /// <summary>The sum of a segment's smallest values, each less the median of all.</summary>
    /// <param name="start">Its first point.</param>
    /// <param name="end">The point after its last.</param>
    /// <param name="most">How many of the smallest, at most as many as there are.</param>
    public double SmallestSum(int start, int end, int most)
    {
        double sum = 0;
        for (int level = 0; level < _zeros.Length; level++)
        {
            int[] counts = _zeros[level];
            int from = counts[start], to = counts[end];
            if (most < to - from)
            {
                (start, end) = (from, to);
                continue;
            }

            sum += _zeroSums[level][end] - _zeroSums[level][start];
            most -= to - from;
            start += counts[^1] - from;
            end += counts[^1] - to;
        }

        return sum + Last[start + most] - Last[start];
    }

    private static double[] Cumulated(double[] values)
    {
        double[] sums = new double[values.Length + 1];
        for (int i = 0; i < values.Length; i++)
        {
            sums[i + 1] = sums[i] + values[i];
        }

        return sums;
    }
}
