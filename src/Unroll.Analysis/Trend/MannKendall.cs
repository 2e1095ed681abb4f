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
    /// <summary>Cycles of a season from which on it is taken out.</summary>
    private const int LeastCycles = 3;

    private const double LagsPerDecade = 4;

    /// <summary>Tests a series in the order of time; missing values (NaN) are left out.</summary>
    /// <param name="values">The series.</param>
    /// <param name="options">Settings; the defaults when not given.</param>
    /// <returns>The test. A constant series has a score of 0 and a p-value of 1.</returns>
    /// <exception cref="ArgumentException">
    /// The level is not between 0 and 1, the lags are negative, or a season has less than two rows.
    /// </exception>
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

        if (options.Seasons.FirstOrDefault(period => period < 2) is not 0 and var wrong)
        {
            throw new ArgumentException($"A season has a period of {wrong}: give rows, 2 or more.", nameof(options));
        }

        SeriesChecks.RequireNoInfinity(values);
        double[] present = SeriesChecks.Present(WithoutSeasons(values, options.Seasons));
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

    /// <summary>The series less its seasons: the medians by phase of what a straight line leaves.</summary>
    private static ReadOnlySpan<double> WithoutSeasons(ReadOnlySpan<double> values, IReadOnlyList<int> seasons)
    {
        int present = SeriesChecks.Present(values).Length;
        double[] left = [.. values];
        foreach (int period in seasons.Where(period => present >= LeastCycles * period))
        {
            double slope = TheilSen.Slope(left);
            ILookup<int, double> phases = Enumerable.Range(0, left.Length).Where(i => !double.IsNaN(left[i]))
                .ToLookup(i => i % period, i => left[i] - (slope * i));
            Dictionary<int, double> medians = phases.ToDictionary(phase => phase.Key, phase => phase.Median());
            for (int i = 0; i < left.Length; i++)
            {
                left[i] -= medians.GetValueOrDefault(i % period);
            }
        }

        return left;
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
