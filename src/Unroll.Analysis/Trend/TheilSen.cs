using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace Unroll.Analysis.Trend;

/// <summary>
/// The Theil–Sen line: the median of the slopes between all pairs of points, which up to 29 % of wild points do not move, with Sen's
/// confidence interval from Kendall's distribution (Sen, Journal of the American Statistical Association 63, 1968). All slopes are ranked,
/// in n·log n; from 20,000 points on to within 10⁻¹⁰ of the interquartile range of the values over the range of the places, which is no
/// more than a millionth of the interval.
/// </summary>
public static class TheilSen
{
    /// <summary>The line through values at steps 0, 1, 2, …</summary>
    /// <param name="values">The series, missing values as NaN.</param>
    /// <param name="confidence">Probability that the interval of the slope holds the true one. Default: 0.95.</param>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not between 0 and 1.</exception>
    /// <exception cref="InputException">A value is infinite, or fewer than two are there.</exception>
    public static TheilSenEstimate Estimate(ReadOnlySpan<double> values, double confidence = 0.95)
    {
        double[] steps = new double[values.Length];
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = i;
        }

        return Estimate(steps, values, confidence);
    }

    /// <summary>The line through values at places or times.</summary>
    /// <param name="x">Where the values are, in any order.</param>
    /// <param name="y">The values, as many; missing ones as NaN.</param>
    /// <param name="confidence">Probability that the interval of the slope holds the true one. Default: 0.95.</param>
    /// <exception cref="ArgumentException">There are more places than values or fewer, or a place is no number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is not between 0 and 1.</exception>
    /// <exception cref="InputException">A value is infinite, or fewer than two at different places are there.</exception>
    public static TheilSenEstimate Estimate(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double confidence = 0.95)
    {
        SeriesChecks.RequireAsMany(x.Length, y.Length, "places");
        if (confidence is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(confidence), confidence, "A confidence is between 0 and 1: give 0.95, say.");
        }

        SeriesChecks.RequireNoInfinity(y);
        (double[] places, double[] values) = Sorted(x, y);
        SeriesChecks.RequireLength(values.Length, 2, "A Theil–Sen line");
        PairwiseSlopes slopes = new(places, values);
        if (slopes.Count == 0)
        {
            throw new InputException(FormattableString.Invariant(
                $"All {CountFormatter.Format(values.Length, "values")} stand at {places[0]}: a slope needs two places or more."));
        }

        (long low, long high) = Ranks(places, values, slopes.Count, confidence);
        double[] found = new double[3];
        Parallel.Invoke(
            () => found[0] = slopes.At(low), () => found[1] = slopes.Median(), () => found[2] = slopes.At(high));
        return new TheilSenEstimate(found[1], values.Median() - (found[1] * places.Median()), found[0], found[2], confidence);
    }

    /// <summary>The slope alone, of values at steps 0, 1, 2, …</summary>
    /// <param name="values">The values, two at least, none missing or infinite.</param>
    internal static double Slope(double[] values)
    {
        double[] steps = new double[values.Length];
        for (int i = 0; i < steps.Length; i++)
        {
            steps[i] = i;
        }

        return new PairwiseSlopes(steps, values).Median();
    }

    /// <summary>Ranks of the slopes that bound the interval.</summary>
    private static (long Low, long High) Ranks(double[] places, double[] values, long slopes, double confidence)
    {
        double deviation = Math.Sqrt(Kendall.Variance(places.Length, [.. PairOrder.Ties(places), .. PairOrder.Ties([.. values.Order()])]));
        double half = Normal.InvCDF(0, 1, 0.5 + (confidence / 2)) * deviation;
        long high = Math.Clamp((long)Math.Round((slopes + half) / 2), 0, slopes - 1);
        long low = Math.Clamp((long)Math.Round((slopes - half) / 2) - 1, 0, slopes - 1);
        return (low, high);
    }

    private static (double[] X, double[] Y) Sorted(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        List<double> places = [], values = [];
        for (int i = 0; i < x.Length; i++)
        {
            if (!double.IsFinite(x[i]))
            {
                throw new ArgumentException(FormattableString.Invariant($"Place {i} (from 0) is {x[i]}: give a number."), nameof(x));
            }

            if (!double.IsNaN(y[i]))
            {
                places.Add(x[i]);
                values.Add(y[i]);
            }
        }

        (double[] sorted, double[] sortedValues) = (places.ToArray(), values.ToArray());
        Array.Sort(sorted, sortedValues);
        return (sorted, sortedValues);
    }
}
