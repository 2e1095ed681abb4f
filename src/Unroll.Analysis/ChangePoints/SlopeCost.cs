namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// Squared distances from the segment's least-squares line: for changes of the slope, or of slope and level, since lines of neighbouring
/// segments need not meet. Over the variance of the noise it is −2 log-likelihood of normal values.
/// </summary>
public sealed class SlopeCost : SegmentCost
{
    private readonly Moments[] _moments;

    /// <summary>Creates the cost of a series.</summary>
    /// <param name="values">The series.</param>
    /// <exception cref="InputException">There is no value, or one is missing or infinite.</exception>
    public SlopeCost(double[] values)
        : this([values])
    {
    }

    /// <summary>Creates the cost of a series of several dimensions, whose costs add up.</summary>
    /// <param name="series">The dimensions, each with as many values.</param>
    /// <exception cref="InputException">There is no value, or one is missing or infinite.</exception>
    public SlopeCost(IReadOnlyList<double[]> series)
        : base(Check(series), 3, 2 * series.Count)
    {
        _moments = [.. series.Select(values => new Moments(values, hasTime: true))];
    }

    /// <inheritdoc/>
    public override double Of(int start, int end)
    {
        double cost = 0;
        foreach (Moments moments in _moments)
        {
            cost += moments.Line(start, end).Left;
        }

        return cost;
    }
}
