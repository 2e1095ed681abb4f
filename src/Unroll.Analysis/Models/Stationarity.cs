using Unroll.Analysis.Decomposition;

namespace Unroll.Analysis.Models;

/// <summary>The number of differences that a series needs, by tests that do not look at the model.</summary>
internal static class Stationarity
{
    /// <summary>The 5 % point of the statistic of Kwiatkowski, Phillips, Schmidt and Shin (1992) for a constant level.</summary>
    private const double CriticalValue = 0.463;

    /// <summary>
    /// The strength of a season above which it is differenced (Wang, Smith and Hyndman 2006; the bound of R's forecast). The season is that
    /// of STL, which may change: one that grows with the level is a strong one, too.
    /// </summary>
    private const double SeasonalBound = 0.64;

    /// <summary>The season's smoother of R's STL, whose local means leave it less of the noise than lines would.</summary>
    private static readonly MstlOptions _means = new() { Stl = new() { SeasonalDegree = 0 } };

    /// <summary>Differences over a season: 1 where the season explains most of what the trend leaves.</summary>
    public static int SeasonalDifferences(double[] values, int season) =>
        season > 1 && values.Length >= 2 * season && Mstl.Decompose(values, [season], _means).Seasons[0].Strength > SeasonalBound ? 1 : 0;

    /// <summary>Differences from value to value until the test does not reject a constant level; at most 2.</summary>
    public static int Differences(double[] values)
    {
        double[] current = values;
        int count = 0;
        while (count < 2 && !SeriesChecks.IsConstant(current) && Statistic(current) > CriticalValue)
        {
            current = Differencing.Lag(current, 1);
            count++;
        }

        return count;
    }

    /// <summary>The statistic of Kwiatkowski, Phillips, Schmidt and Shin, with a window of 3√n/13 lags.</summary>
    private static double Statistic(double[] values)
    {
        int count = values.Length, lags = (int)(3 * Math.Sqrt(count) / 13);
        double mean = values.Average(), total = 0, sum = 0, longRun = 0;
        double[] errors = [.. values.Select(value => value - mean)];
        foreach (double error in errors)
        {
            sum += error;
            total += sum * sum;
        }

        for (int lag = 0; lag <= lags; lag++)
        {
            double product = 0;
            for (int t = lag; t < count; t++)
            {
                product += errors[t] * errors[t - lag];
            }

            longRun += (lag == 0 ? 1 : 2 * (1 - (lag / (lags + 1.0)))) * product / count;
        }

        return total / (count * (double)count * longRun);
    }
}
