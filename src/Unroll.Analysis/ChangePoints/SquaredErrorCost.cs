namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// Squared distances from the segment's mean (L2): for changes of the level. Over the variance of the noise it is −2 log-likelihood of
/// normal values.
/// </summary>
public sealed class SquaredErrorCost : SegmentCost
{
    private readonly Moments[] _moments;

    /// <summary>Creates the cost of a series.</summary>
    /// <param name="values">The series.</param>
    /// <exception cref="InputException">There is no value, or one is missing or infinite.</exception>
    public SquaredErrorCost(double[] values)
        : this([values])
    {
    }

    /// <summary>Creates the cost of a series of several dimensions, whose costs add up.</summary>
    /// <param name="series">The dimensions, each with as many values.</param>
    /// <exception cref="InputException">There is no value, or one is missing or infinite.</exception>
    public SquaredErrorCost(IReadOnlyList<double[]> series)
        : base(Check(series), 1, series.Count)
    {
        _moments = [.. series.Select(values => new Moments(values))];
    }

    /// <summary>The sums of the only dimension; null of several.</summary>
    internal Moments? Single => _moments.Length == 1 ? _moments[0] : null;

    /// <inheritdoc/>
    public override double Of(int start, int end)
    {
        double cost = 0;
        foreach (Moments moments in _moments)
        {
            cost += moments.Spread(start, end);
        }

        return cost;
    }
}
