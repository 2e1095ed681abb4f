using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using Unroll.Analysis.Periodicity;

namespace Unroll.Analysis.Trend;

/// <summary>
/// The Mann–Kendall test for a monotonic trend, whatever its shape and the values' distribution (Mann, Econometrica 13, 1945), with the
/// correction of Hamed and Rao for autocorrelation, in n·log n.
/// </summary>
public static class MannKendall
{
    private const double LagsPerDecade = 4;

    /// <summary>Tests a series in the order of time; missing values (NaN) are left out.</summary>
    /// <param name="values">The series.</param>
    /// <param name="options">Settings; the defaults when not given.</param>
    /// <returns>The test. A constant series has a score of 0 and a p-value of 1.</returns>
    /// <exception cref="ArgumentException">The level is not between 0 and 1, or the lags are negative.</exception>
    /// <exception cref="InputException">A value is infinite, or fewer than three are there.</exception>
    public static MannKendallTest Test(ReadOnlySpan<double> values, MannKendallOptions? options = null)
    {
        options ??= new();
        if (options.AutocorrelationLevel is not (> 0 and < 1) || options.Lags < 0)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"The correction has level {options.AutocorrelationLevel} and {options.Lags} lags: ")
                + "give a level between 0 and 1, and 0 lags or more.",
                nameof(options));
        }

        SeriesChecks.RequireNoInfinity(values);
        double[] present = SeriesChecks.Present(values);
        SeriesChecks.RequireLength(present.Length, 3, "A Mann–Kendall test");
        int count = present.Length;
        double[] sorted = [.. present];
        long falling = PairOrder.SortAndCount(sorted, new double[count]), pairs = (long)count * (count - 1) / 2;
        long[] ties = [.. PairOrder.Ties(sorted)];
        long score = pairs - ties.Sum(tie => tie * (tie - 1) / 2) - (2 * falling);
        double plain = Kendall.Variance(count, ties);
        double inflation = options.IsAutocorrelationCorrected && plain > 0 ? Inflation(present, options) : 1;
        double variance = plain * inflation;
        double z = variance > 0 ? (score - Math.Sign(score)) / Math.Sqrt(variance) : 0;
        return new MannKendallTest(score, (double)score / pairs, variance, inflation, z, 2 * Normal.CDF(0, 1, -Math.Abs(z)));
    }

    /// <summary>The factor on the variance from the autocorrelations, those that count, of the ranks without the trend.</summary>
    private static double Inflation(double[] values, MannKendallOptions options)
    {
        int count = values.Length;
        double slope = TheilSen.Slope(values);
        double[] ranks = new double[count];
        for (int i = 0; i < count; i++)
        {
            ranks[i] = values[i] - (slope * i);
        }

        if (SeriesChecks.IsConstant(ranks))
        {
            return 1;
        }

        int lags = Math.Min(options.Lags ?? (int)(LagsPerDecade * Math.Log10(count)), count - 1);
        double[] correlations = Autocorrelation.Raw(ArrayStatistics.RanksInplace(ranks), lags);
        double bound = Normal.InvCDF(0, 1, 1 - (options.AutocorrelationLevel / 2)) / Math.Sqrt(count), sum = 0;
        for (int lag = 1; lag < correlations.Length; lag++)
        {
            double left = count - lag;
            sum += Math.Abs(correlations[lag]) > bound ? left * (left - 1) * (left - 2) * correlations[lag] : 0;
        }

        // Correlations below zero, by chance at many lags or of a season, would make trends of what is none.
        return Math.Max(1, 1 + (2 / ((double)count * (count - 1) * (count - 2)) * sum));
    }
}
