using Unroll.Metrics;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// The losses of forecasts as observations in order: the mean over the steps of each origin, in order of time; of more series than
/// origins, or where series count alike and are not few, the mean of each series.
/// </summary>
/// <param name="values">The observations.</param>
/// <param name="overlap">How many neighbouring observations share target times, from 1.</param>
internal sealed class ForecastLosses(double[] values, int overlap)
{
    // More observations would tell the interval no better, and take their time.
    private const int MostObservations = 5000;

    // With fewer, the mean over series says little, and the origins are told apart.
    private const int FewSeries = 8;

    /// <summary>The loss of a forecast, for its true value.</summary>
    /// <param name="actual">The true value.</param>
    /// <param name="forecast">The forecast.</param>
    public delegate double Loss(double actual, double forecast);

    /// <summary>The observations from the losses of windows.</summary>
    /// <param name="windows">The losses of each window.</param>
    /// <param name="seriesCountAlike">Whether what is asked for is the mean over series, rather than over all points.</param>
    public static ForecastLosses Of(IEnumerable<WindowLoss> windows, bool seriesCountAlike = false)
    {
        Dictionary<string, (double Sum, int Count)> bySeries = [];
        SortedDictionary<DateTime, (double Sum, int Count, DateTime Last)> byOrigin = [];
        foreach (WindowLoss window in windows)
        {
            if (window.Count == 0)
            {
                continue;
            }

            (double sum, int count) = bySeries.GetValueOrDefault(window.Series);
            bySeries[window.Series] = (sum + window.Sum, count + window.Count);
            byOrigin.TryGetValue(window.Origin, out (double Sum, int Count, DateTime Last) origin);
            byOrigin[window.Origin] =
                (origin.Sum + window.Sum, origin.Count + window.Count, window.Last > origin.Last ? window.Last : origin.Last);
        }

        if (bySeries.Count > byOrigin.Count || (seriesCountAlike && bySeries.Count >= FewSeries))
        {
            return new ForecastLosses([.. bySeries.Values.Select(series => series.Sum / series.Count)], 1);
        }

        DateTime last = byOrigin.Count == 0 ? default : byOrigin.First().Value.Last;
        return new ForecastLosses(
            [.. byOrigin.Values.Select(origin => origin.Sum / origin.Count)],
            Math.Max(1, byOrigin.Keys.TakeWhile(time => time < last).Count()));
    }

    /// <summary>The losses of the networks.</summary>
    /// <param name="forecasts">Their forecasts.</param>
    /// <param name="loss">The loss.</param>
    public static IEnumerable<WindowLoss> OfNetworks(PredictionList forecasts, Loss loss) =>
        WindowLoss.Of(forecasts, (columns, window, losses) =>
        {
            ReadOnlySpan<double> actual = columns.Actual(window), own = columns.Forecast(window);
            for (int step = 0; step < losses.Length; step++)
            {
                losses[step] = loss(actual[step], own[step]);
            }
        });

    /// <summary>The losses of a baseline less those of the networks.</summary>
    /// <param name="forecasts">The forecasts of both.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="baseline">Name of the baseline.</param>
    /// <param name="scaleOf">What the differences of a series are divided by, by its id; one without a positive scale is left out.</param>
    public static IEnumerable<WindowLoss> Differences(PredictionList forecasts, Loss loss, string baseline, Func<string, double> scaleOf) =>
        WindowLoss.Of(forecasts, (columns, window, losses) =>
        {
            double scale = scaleOf(columns.Series(window).Id) is > 0 and var known ? known : double.NaN;
            ReadOnlySpan<double> actual = columns.Actual(window), own = columns.Forecast(window);
            columns.CopyBaseline(baseline, window, losses);
            for (int step = 0; step < losses.Length; step++)
            {
                losses[step] = (loss(actual[step], losses[step]) - loss(actual[step], own[step])) / scale;
            }
        });

    /// <summary>The loss that a measure is the mean of; null where it is not the mean of one.</summary>
    /// <param name="measure">Name of the measure.</param>
    public static Loss? LossOf(string measure) => measure switch
    {
        "mae" => (actual, forecast) => Math.Abs(actual - forecast),
        "mape" => (actual, forecast) => MeanAbsolutePercentageError.Term(forecast, actual),
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
