namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// The best segmentations with 0, 1, 2, … changes, exact, by dynamic programming over the number of segments (Auger and Lawrence, Bulletin
/// of Mathematical Biology 51, 1989). Time grows with the square of the points: for series of a few thousand.
/// </summary>
public static class SegmentNeighborhood
{
    /// <summary>Finds the segmentations.</summary>
    /// <param name="cost">The cost of segments.</param>
    /// <param name="maxChanges">The most changes, 0 or more.</param>
    /// <param name="minLength">The fewest points of a segment; the cost's own when not given or less.</param>
    /// <returns>The segmentation with each number of changes, from 0 to the most that fit.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of changes is negative.</exception>
    /// <exception cref="InputException">The series is shorter than a segment.</exception>
    public static IReadOnlyList<Segmentation> Search(SegmentCost cost, int maxChanges, int minLength = 1)
    {
        ArgumentNullException.ThrowIfNull(cost);
        ArgumentOutOfRangeException.ThrowIfNegative(maxChanges);
        int length = Math.Max(minLength, cost.MinLength), count = cost.Count;
        SeriesChecks.RequireLength(count, length, "A search for change points");
        int most = Math.Min(maxChanges, (count / length) - 1);
        double[][] best = new double[most + 1][];
        int[][] last = new int[most + 1][];
        for (int changes = 0; changes <= most; changes++)
        {
            (best[changes], last[changes]) = (new double[count + 1], new int[count + 1]);
            Array.Fill(best[changes], double.PositiveInfinity);
        }

        int[] starts = [.. Enumerable.Range(0, count)];
        double[] costs = new double[count];
        for (int end = length; end <= count; end++)
        {
            int upTo = end - length + 1;
            cost.Of(starts.AsSpan(0, upTo), end, costs.AsSpan(0, upTo));
            best[0][end] = costs[0];
            for (int changes = 1; changes <= most; changes++)
            {
                double[] before = best[changes - 1];
                (double least, int from) = (double.PositiveInfinity, 0);
                for (int start = changes * length; start < upTo; start++)
                {
                    double sum = before[start] + costs[start];
                    (least, from) = sum < least ? (sum, start) : (least, from);
                }

                (best[changes][end], last[changes][end]) = (least, from);
            }
        }

        return
        [
            .. Enumerable.Range(0, most + 1).Select(changes => new Segmentation(Backwards(last, changes, count), best[changes][count])),
        ];
    }

    private static int[] Backwards(int[][] last, int changes, int count)
    {
        int[] found = new int[changes];
        for (int at = count; changes > 0; changes--)
        {
            at = last[changes][at];
            found[changes - 1] = at;
        }

        return found;
    }
}
