using System.Globalization;

namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// The segmentation with the least sum of costs and a penalty for each change, by dynamic programming (PELT: Killick, Fearnhead and Eckley,
/// JASA 107, 2012). Exact for every cost. Squared errors of one dimension are pruned functionally (FPOP: Maidstone, Hocking, Rigaill and
/// Fearnhead, Statistics and Computing 27, 2017), in nearly linear time however rare the changes are.
/// </summary>
/// <example><code>Pelt.Search(new SquaredErrorCost(values), penalty: 3 * variance * Math.Log(values.Length)).ChangePoints</code></example>
public static class Pelt
{
    /// <summary>Finds the segmentation.</summary>
    /// <param name="cost">The cost of segments.</param>
    /// <param name="penalty">What each change adds, in the unit of the cost; 0 or more.</param>
    /// <param name="minLength">The fewest points of a segment; the cost's own when not given or less.</param>
    /// <exception cref="ArgumentOutOfRangeException">The penalty is negative or none.</exception>
    /// <exception cref="InputException">The series is shorter than a segment.</exception>
    public static Segmentation Search(SegmentCost cost, double penalty, int minLength = 1)
    {
        ArgumentNullException.ThrowIfNull(cost);
        if (!(penalty >= 0) || double.IsInfinity(penalty))
        {
            throw new ArgumentOutOfRangeException(
                nameof(penalty), penalty, string.Create(CultureInfo.InvariantCulture, $"The penalty is {penalty}, but must be 0 or more."));
        }

        int length = Math.Max(minLength, cost.MinLength);
        SeriesChecks.RequireLength(cost.Count, length, "A search for change points");
        if (cost is SquaredErrorCost { Single: { } moments })
        {
            return Segmentation.Of(cost, new FunctionalPruning(moments, cost.Count, length).Search(penalty));
        }

        return Segmentation.Of(cost, Changes(cost, penalty, length));
    }

    private static int[] Changes(SegmentCost cost, double penalty, int length)
    {
        int count = cost.Count, kept = 0;
        double[] best = new double[count + 1], costs = new double[count + 1];
        int[] last = new int[count + 1], starts = new int[count + 1], until = new int[count + 1];
        best[0] = -penalty;
        for (int end = length; end <= count; end++)
        {
            int entering = end - length;
            if (entering == 0 || entering >= length)
            {
                (starts[kept], until[kept]) = (entering, int.MaxValue);
                kept++;
            }

            cost.Of(starts.AsSpan(0, kept), end, costs.AsSpan(0, kept));
            (double least, int from) = (double.PositiveInfinity, 0);
            for (int i = 0; i < kept; i++)
            {
                double sum = best[starts[i]] + costs[i] + penalty;
                costs[i] = sum;
                (least, from) = sum < least ? (sum, starts[i]) : (least, from);
            }

            (best[end], last[end]) = (least, from);

            // A start that already costs more than a change here would is beaten by it as soon as a segment may begin here and end.
            int left = 0;
            for (int i = 0; i < kept; i++)
            {
                int leaves = costs[i] - penalty > least ? Math.Min(until[i], end + length) : until[i];
                if (leaves > end + 1)
                {
                    (starts[left], until[left]) = (starts[i], leaves);
                    left++;
                }
            }

            kept = left;
        }

        return Segmentation.Backwards(last, count);
    }
}
