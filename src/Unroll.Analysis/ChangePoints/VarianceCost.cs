using MathNet.Numerics.Statistics;

namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// Normal values around a centre that stays, with a variance of the segment's own: for changes of the spread alone. The cost is
/// n·log(variance), −2 log-likelihood up to a constant.
/// </summary>
public sealed class VarianceCost : SegmentCost
{
    private readonly Moments[] _moments;
    private readonly double[] _floors;

    /// <summary>Creates the cost of a series.</summary>
    /// <param name="values">The series; its median is the centre.</param>
    /// <exception cref="InputException">There is no value, or one is missing or infinite.</exception>
    public VarianceCost(double[] values)
        : this([values])
    {
    }

    /// <summary>Creates the cost of a series of several dimensions, whose costs add up.</summary>
    /// <param name="series">The dimensions, each with as many values; their medians are the centres.</param>
    /// <exception cref="InputException">There is no value, or one is missing or infinite.</exception>
    public VarianceCost(IReadOnlyList<double[]> series)
        : base(Check(series), 2, series.Count)
    {
        _moments = [.. series.Select(values => new Moments(values, values.Median()))];
        _floors = [.. _moments.Select(moments => VarianceFloor.Of(moments.Square(0, Count) / Count))];
    }

    /// <inheritdoc/>
    public override double Of(int start, int end)
    {
        double cost = 0, count = end - start;
        for (int i = 0; i < _moments.Length; i++)
        {
            cost += count * Math.Log((_moments[i].Square(start, end) / count) + _floors[i]);
        }

        return cost;
    }
}
