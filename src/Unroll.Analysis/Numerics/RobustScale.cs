using MathNet.Numerics.Statistics;

namespace Unroll.Analysis.Numerics;

/// <summary>Centre and spread of values that wild ones hardly move: the median, and the median absolute deviation times 1.4826.</summary>
/// <param name="Centre">The median.</param>
/// <param name="Spread">
/// The spread, on the scale of the standard deviation of normal values; from the mean deviation where more than half are the same.
/// </param>
internal readonly record struct RobustScale(double Centre, double Spread)
{
    /// <summary>The standard deviation of normal values over their median absolute deviation, 1 / Φ⁻¹(3/4).</summary>
    public const double Normal = 1.482602218505602;

    /// <summary>Robust deviations that are never unusual, however regular the rest.</summary>
    public const double LeastUnusual = 3;

    private const double NormalByMean = 1.2533141373155;
    private const double Rounding = 1e-10;

    /// <summary>Centre and spread of the values that are there.</summary>
    /// <param name="values">The values, missing ones as NaN.</param>
    public static RobustScale Of(IEnumerable<double> values)
    {
        double[] present = [.. values.Where(value => !double.IsNaN(value))];
        double centre = ArrayStatistics.MedianInplace([.. present]);
        double[] deviations = [.. present.Select(value => Math.Abs(value - centre))];
        double mean = deviations.DefaultIfEmpty(0).Average();
        double median = ArrayStatistics.MedianInplace(deviations);
        return new RobustScale(centre, median > 0 ? Normal * median : NormalByMean * mean);
    }

    /// <summary>Deviations from the centre in spreads; 0 where only rounding tells them from it.</summary>
    /// <param name="values">The values, missing ones as NaN.</param>
    /// <param name="size">The size of the numbers that they were computed from.</param>
    public double[] Deviations(IReadOnlyList<double> values, double size)
    {
        (double centre, double spread) = this;
        return
        [
            .. values.Select(value => Math.Abs(value - centre) is var deviation && deviation <= Rounding * size ? 0
                : deviation / Math.Max(spread, Rounding * size)),
        ];
    }

    /// <summary>The largest absolute value that is there.</summary>
    /// <param name="values">The values, missing ones as NaN.</param>
    public static double Size(double[] values) => values.Where(value => !double.IsNaN(value)).Max(Math.Abs);
}
