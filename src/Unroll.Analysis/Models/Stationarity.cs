using Unroll.Analysis.Trend;

namespace Unroll.Analysis.Models;

/// <summary>The number of differences that a series needs, by tests that do not look at the model.</summary>
internal static class Stationarity
{
    /// <summary>The 5 % point of the statistic of Kwiatkowski, Phillips, Schmidt and Shin (1992) for a constant level.</summary>
    private const double CriticalValue = 0.463;

    /// <summary>The strength of a season above which it is differenced (Wang, Smith and Hyndman 2006; the bound of R's forecast).</summary>
    private const double SeasonalBound = 0.64;

    /// <summary>Differences over a season: 1 where the season explains most of what the trend leaves.</summary>
    public static int SeasonalDifferences(double[] values, int season) =>
        season > 1 && values.Length >= 2 * season && SeasonalStrength(values, season) > SeasonalBound ? 1 : 0;

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

    /// <summary>1 − Var(remainder)/Var(season + remainder), between 0 and 1.</summary>
    public static double SeasonalStrength(double[] values, int season)
    {
        double[] trend = MovingAverage.Centred(values, season);
        double[] rest = [.. values.Zip(trend, (value, level) => value - level)];
        double[] sums = new double[season], counts = new double[season];
        for (int t = 0; t < rest.Length; t++)
        {
            if (!double.IsNaN(rest[t]))
            {
                sums[t % season] += rest[t];
                counts[t % season]++;
            }
        }

        double whole = Variance(rest);
        double remainder = Variance([.. rest.Select((value, t) => value - (sums[t % season] / Math.Max(1, counts[t % season])))]);
        return whole <= 0 ? 0 : Math.Clamp(1 - (remainder / whole), 0, 1);
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

    private static double Variance(double[] values)
    {
        double[] present = SeriesChecks.Present(values);
        double mean = present.Average();
        return present.Average(value => (value - mean) * (value - mean));
    }
}
