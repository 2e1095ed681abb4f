namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// Normal values with a mean and a variance of the segment's own: for changes of the level, the spread or both. The cost is
/// n·log(variance), −2 log-likelihood up to a constant.
/// </summary>
public sealed class NormalCost : SegmentCost
{
    private readonly Moments[] _moments;
    private readonly double[] _floors;

    /// <summary>Creates the cost of a series.</summary>
    /// <param name="values">The series.</param>
    /// <param name="floor">What is added to a variance, so that equal values have one; by the series' variance when not given.</param>
    /// <exception cref="InputException">There is no value, or one is missing or infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The floor is not above 0.</exception>
    public NormalCost(double[] values, double? floor = null)
        : this([values], floor)
    {
    }

    /// <summary>Creates the cost of a series of several dimensions, whose costs add up: within a segment they are independent.</summary>
    /// <param name="series">The dimensions, each with as many values.</param>
    /// <param name="floor">What is added to a variance, so that equal values have one; by each dimension's variance when not given.</param>
    /// <exception cref="InputException">There is no value, or one is missing or infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The floor is not above 0.</exception>
    public NormalCost(IReadOnlyList<double[]> series, double? floor = null)
        : base(Check(series), 2, 2 * series.Count)
    {
        if (floor is { } own && !(own > 0 && double.IsFinite(own)))
        {
            throw new ArgumentOutOfRangeException(nameof(floor), floor, $"The floor is {own}, but what is added to variances is above 0.");
        }

        _moments = [.. series.Select(values => new Moments(values))];
        _floors = [.. _moments.Select(moments => floor ?? VarianceFloor.Of(moments.Spread(0, Count) / Count))];
    }

    /// <inheritdoc/>
    public override double Of(int start, int end)
    {
        double cost = 0, count = end - start;
        for (int i = 0; i < _moments.Length; i++)
        {
            cost += count * Math.Log((_moments[i].Spread(start, end) / count) + _floors[i]);
        }

        return cost;
    }
}
