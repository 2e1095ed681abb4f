using System.Numerics.Tensors;

namespace Unroll.Analysis.Estimators;

/// <summary>The rows that were learned from, and the search for the nearest of them.</summary>
/// <param name="rows">The rows.</param>
/// <param name="channels">Channels of a step.</param>
/// <param name="options">The distance.</param>
internal sealed class NeighborIndex(double[][] rows, int channels, NeighborOptions options)
{
    /// <summary>The rows.</summary>
    public double[][] Rows => rows;

    /// <summary>The numbers of the nearest rows, the nearest first; of rows at equal distance the earlier.</summary>
    /// <param name="row">The row whose neighbours are wanted.</param>
    /// <param name="count">How many.</param>
    public int[] Nearest(double[] row, int count)
    {
        count = Math.Min(count, rows.Length);
        double[] straight = [.. rows.Select(other => other.Length == row.Length ? Euclidean(row, other) : double.PositiveInfinity)];
        if (options.Distance == NeighborDistance.Euclidean)
        {
            return double.IsPositiveInfinity(straight.Max())
                ? throw new InputException("Rows differ in length, so that they have no Euclidean distance: take distance: dtw.")
                : [.. Enumerable.Range(0, rows.Length).OrderBy(i => straight[i]).Take(count)];
        }

        // The straight path is one of those that warping may take, so that the straight distances of as many rows bound what can be among
        // the nearest. Rows that are near by it come first, and others are given up as soon as they are farther.
        double bound = straight.Order().ElementAt(count - 1) * (1 + 1e-9);
        PriorityQueue<int, (double, int)> nearest = new();
        WarpingEnvelope envelope = new(row, channels, options.Window);
        double[] rest = new double[(row.Length / channels) + 1];
        foreach (int i in Enumerable.Range(0, rows.Length).OrderBy(i => straight[i]))
        {
            // Of series of the same length the bounds of single steps tell early which are farther.
            bool isBounded = rows[i].Length == row.Length;
            if (isBounded)
            {
                envelope.Bound(rows[i], rest);
                if (rest[0] > bound)
                {
                    continue;
                }
            }

            double distance = isBounded
                ? DynamicTimeWarping.Distance(rows[i], row, channels, options.Window, bound, rest)
                : DynamicTimeWarping.Distance(row, rows[i], channels, options.Window, bound, []);
            if (double.IsPositiveInfinity(distance))
            {
                continue;
            }

            nearest.Enqueue(i, (-distance, -i));
            if (nearest.Count > count)
            {
                nearest.Dequeue();
            }

            if (nearest.Count == count && nearest.TryPeek(out _, out (double Negative, int) farthest))
            {
                bound = Math.Min(bound, -farthest.Negative);
            }
        }

        if (nearest.Count == 0)
        {
            throw new InputException("The squared distances of rows are too large for double precision: scale the values first.");
        }

        int[] found = new int[nearest.Count];
        for (int i = found.Length - 1; i >= 0; i--)
        {
            found[i] = nearest.Dequeue();
        }

        return found;
    }

    private static double Euclidean(double[] first, double[] second)
    {
        double distance = TensorPrimitives.Distance<double>(first, second);
        return distance * distance;
    }
}
