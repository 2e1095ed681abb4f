using Unroll.Metrics;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Evaluation;

/// <summary>
/// The test of Diebold and Mariano (1995): whether one of two forecasts is more accurate than chance allows, with the correction of Harvey,
/// Leybourne and Newbold (1997) for short series and long horizons.
/// </summary>
public static class DieboldMariano
{
    /// <summary>Name of the test.</summary>
    public const string Name = "diebold-mariano";

    /// <summary>
    /// The test by the differences of two losses. Those of forecasts h steps ahead are correlated up to the lag h − 1: the variance of
    /// their mean adds up their autocovariances to there, each the mean of its products and weighed equally as in the paper, or by
    /// Bartlett's window (Newey and West 1987), with which no sum is negative, where that sum is not positive. A positive statistic says
    /// that the second forecast has smaller losses.
    /// </summary>
    /// <param name="differences">Loss of the first forecast less that of the second, in order of time.</param>
    /// <param name="horizon">Steps ahead, from 1; longer ones than there are differences count as that.</param>
    /// <returns>
    /// The test, its p-value two-sided by Student's t distribution with n − 1 degrees of freedom; NaN where there are fewer than two
    /// differences, or where all are equal but not zero.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="horizon"/> is not positive.</exception>
    public static SignificanceTest Test(ReadOnlySpan<double> differences, int horizon = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(horizon);
        int count = differences.Length;
        if (count < 2)
        {
            return new SignificanceTest(Name, double.NaN, double.NaN, count);
        }

        // The correction is positive up to half of the differences, and beyond there is nothing to estimate a covariance from.
        int lags = Math.Min(horizon, Math.Max(1, count / 2));
        double mean = Mean(differences), variance = LongRunVariance(differences, mean, lags, isFlat: true);
        variance = variance > 0 ? variance : LongRunVariance(differences, mean, lags, isFlat: false);
        if (mean == 0)
        {
            return new SignificanceTest(Name, 0, 1, count);
        }

        double correction = (count + 1 - (2 * lags) + (lags * (lags - 1.0) / count)) / count;
        double statistic = variance > 0 ? mean / Math.Sqrt(variance / count) * Math.Sqrt(correction) : double.NaN;
        return new SignificanceTest(Name, statistic, 2 * Distributions.StudentT(-Math.Abs(statistic), count - 1), count);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    private static double LongRunVariance(ReadOnlySpan<double> values, double mean, int lags, bool isFlat)
    {
        double variance = 0;
        for (int lag = 0; lag < lags; lag++)
        {
            double covariance = 0;
            for (int t = lag; t < values.Length; t++)
            {
                covariance += (values[t] - mean) * (values[t - lag] - mean);
            }

            double weight = isFlat ? 1.0 / (values.Length - lag) : (1 - ((double)lag / lags)) / values.Length;
            variance += (lag == 0 ? 1 : 2) * weight * covariance;
        }

        return variance;
    }
}
