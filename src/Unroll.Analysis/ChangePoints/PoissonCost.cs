namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// Counts of a Poisson distribution with a rate of the segment's own. The cost is −2 log-likelihood up to a constant.
/// </summary>
public sealed class PoissonCost : SegmentCost
{
    private readonly Moments[] _moments;

    /// <summary>Creates the cost of a series.</summary>
    /// <param name="values">The counts, none negative.</param>
    /// <exception cref="InputException">There is no value, or one is negative, missing or infinite.</exception>
    public PoissonCost(double[] values)
        : this([values])
    {
    }

    /// <summary>Creates the cost of a series of several dimensions, whose costs add up.</summary>
    /// <param name="series">The dimensions, each with as many counts, none negative.</param>
    /// <exception cref="InputException">There is no value, or one is negative, missing or infinite.</exception>
    public PoissonCost(IReadOnlyList<double[]> series)
        : base(Check(series), 1, series.Count)
    {
        foreach (double[] values in series)
        {
            int at = Array.FindIndex(values, value => value < 0);
            if (at >= 0)
            {
                throw new InputException(FormattableString.Invariant(
                    $"Value {at} (from 0) is {values[at]}, but the Poisson cost is of counts, none below 0: take another cost."));
            }
        }

        _moments = [.. series.Select(values => new Moments(values, centre: 0))];
    }

    /// <inheritdoc/>
    public override double Of(int start, int end)
    {
        double cost = 0;
        foreach (Moments moments in _moments)
        {
            double sum = moments.Sum(start, end);
            cost -= sum > 0 ? 2 * sum * (Math.Log(sum / (end - start)) - 1) : 0;
        }

        return cost;
    }
}
