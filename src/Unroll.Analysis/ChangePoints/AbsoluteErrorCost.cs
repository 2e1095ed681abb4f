namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// Distances from the segment's median (L1), exact: for changes of the level among wild values. A segment's cost is found in O(log n).
/// </summary>
public sealed class AbsoluteErrorCost : SegmentCost
{
    private readonly RankTree[] _trees;

    /// <summary>Creates the cost of a series.</summary>
    /// <param name="values">The series.</param>
    /// <exception cref="InputException">There is no value, or one is missing or infinite.</exception>
    public AbsoluteErrorCost(double[] values)
        : this([values])
    {
    }

    /// <summary>Creates the cost of a series of several dimensions, whose costs add up.</summary>
    /// <param name="series">The dimensions, each with as many values.</param>
    /// <exception cref="InputException">There is no value, or one is missing or infinite.</exception>
    public AbsoluteErrorCost(IReadOnlyList<double[]> series)
        : base(Check(series), 1, series.Count)
    {
        _trees = [.. series.Select(values => new RankTree(values))];
    }

    /// <inheritdoc/>
    public override double Of(int start, int end)
    {
        // The larger half less the smaller: the median itself cancels.
        int half = (end - start) / 2, rest = end - start - half;
        double cost = 0;
        foreach (RankTree tree in _trees)
        {
            cost += tree.Sum(start, end) - tree.SmallestSum(start, end, rest) - tree.SmallestSum(start, end, half);
        }

        return Math.Max(0, cost);
    }
}
