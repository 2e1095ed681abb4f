using Unroll.Metrics;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// The losses of forecasts as observations in order: the mean over the steps of each origin, in order of time; of more series than
/// origins, the mean of each series.
/// </summary>
/// <param name="values">The observations.</param>
/// <param name="overlap">How many neighbouring observations share target times, from 1.</param>
internal sealed class ForecastLosses(double[] values, int overlap)
{
    // More observations would tell the interval no better, and take their time.
    private const int MostObservations = 5000;

    /// <summary>The observations from the losses of forecasts.</summary>
    /// <param name="losses">The forecasts, each with its loss; NaN where that is not known.</param>
    public static ForecastLosses Of(IEnumerable<(Prediction Forecast, double Loss)> losses)
    {
        Dictionary<string, (double Sum, int Count)> bySeries = [];
        SortedDictionary<DateTime, (double Sum, int Count, DateTime Last)> byOrigin = [];
        foreach ((Prediction forecast, double value) in losses)
        {
            if (!double.IsFinite(value))
            {
                continue;
            }

            (double sum, int count) = bySeries.GetValueOrDefault(forecast.Series);
            bySeries[forecast.Series] = (sum + value, count + 1);
            byOrigin.TryGetValue(forecast.Origin, out (double Sum, int Count, DateTime Last) origin);
            byOrigin[forecast.Origin] =
                (origin.Sum + value, origin.Count + 1, forecast.Time > origin.Last ? forecast.Time : origin.Last);
        }

        if (bySeries.Count > byOrigin.Count)
        {
            return new ForecastLosses([.. bySeries.Values.Select(series => series.Sum / series.Count)], 1);
        }

        DateTime last = byOrigin.Count == 0 ? default : byOrigin.First().Value.Last;
        return new ForecastLosses(
            [.. byOrigin.Values.Select(origin => origin.Sum / origin.Count)],
            Math.Max(1, byOrigin.Keys.TakeWhile(time => time < last).Count()));
    }

    /// <summary>The loss that a measure is the mean of; null where it is not the mean of one.</summary>
    /// <param name="measure">Name of the measure.</param>
    /// <param name="forecastOf">The forecast that is judged.</param>
    public static Func<Prediction, double>? LossOf(string measure, Func<Prediction, double> forecastOf) => measure switch
    {
        "mae" => forecast => Math.Abs(forecast.Actual - forecastOf(forecast)),
        "mape" => forecast => MeanAbsolutePercentageError.Term(forecastOf(forecast), forecast.Actual),
        _ => null,
    };

    /// <summary>The test of whether the mean of these differences is zero.</summary>
    public SignificanceTest Test() => DieboldMariano.Test(values, overlap);

    /// <summary>The confidence interval of the mean, by a bootstrap of blocks as long as forecasts overlap, or longer.</summary>
    public ConfidenceInterval Interval()
    {
        int together = Math.Max(1, (values.Length + MostObservations - 1) / MostObservations);
        double[] means = [.. values.Chunk(together).Select(chunk => chunk.Average())];
        int block = Math.Max((overlap + together - 1) / together, (int)Math.Ceiling(Math.Cbrt(means.Length)));
        return Bootstrap.OfMean(means, new BootstrapOptions { BlockLength = Math.Clamp(block, 1, Math.Max(1, means.Length / 2)) });
    }
}
