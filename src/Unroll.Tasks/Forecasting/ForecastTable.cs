using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs.Documents;

namespace Unroll.Tasks.Forecasting;

/// <summary>Forecasts as a table, a document and a chart.</summary>
internal static class ForecastTable
{
    private const int HistoryInChart = 45;

    /// <summary>
    /// The columns <c>[series,]time,TARGET[,q0.1,…][,lower_80,upper_80,…][,TARGET…]</c>, the names of all but
    /// the first after the target's where there are several; stamps carry their offset where the series have a zone.
    /// </summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="reshaped">The series so far.</param>
    /// <param name="forecasts">The forecasts, series after series.</param>
    /// <param name="intervals">The prediction intervals; null where none are calibrated.</param>
    public static PredictionTable Of(
        Recipe recipe, ReshapedSeries reshaped, IReadOnlyList<SeriesForecast> forecasts, ForecastIntervals? intervals)
    {
        int targets = recipe.Data.Targets.Count;
        TableStampFormatter stamps = TableStampFormatter.Of(reshaped.Series);
        string[] columns =
        [
            .. stamps.HasSeveralSeries ? ["series"] : (string[])[],
            "time",
            .. forecasts.Take(targets).SelectMany(forecast =>
                forecast.Quantiles.Select(quantile => NumberHead.NameOf(quantile.Level))
                    .Concat(LevelsOf(forecast).SelectMany(level => (string[])[IntervalNames.Lower(level), IntervalNames.Upper(level)]))
                    .Select(name => targets == 1 ? name : $"{forecast.Target}-{name}")
                    .Prepend(forecast.Target)),
        ];
        return new PredictionTable(columns, Rows(forecasts, targets, stamps))
        {
            Notes = [.. reshaped.Notes, .. intervals?.Notes ?? Missing(recipe), .. Notes(recipe, forecasts)],
            Json = json => WriteJson(json, forecasts),
            Chart = Chart(recipe, reshaped, forecasts[0], stamps),
        };
    }

    private static IReadOnlyList<string> Missing(Recipe recipe) => recipe.Section(ForecastTask.Intervals).Method == IntervalMethod.None
        ? []
        : ["The run has no calibrated prediction intervals: train it again to have them."];

    private static IEnumerable<string> Notes(Recipe recipe, IReadOnlyList<SeriesForecast> forecasts)
    {
        int ownHorizon = ForecastTask.NetworkLayoutOf(recipe).Horizon, calibrated = recipe.Section(ForecastTask.Window).Horizon;
        int steps = forecasts[0].Points.Count;
        if (forecasts.Any(forecast => forecast.Quantiles.Count > 0) && steps > ownHorizon)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"Steps after the first{(ownHorizon == 1 ? "" : $" {ownHorizon}")} are forecast from the forecasts before as if these " +
                $"had come true, so their quantiles lie too close together.");
        }

        if (steps > calibrated && forecasts.Any(forecast => LevelsOf(forecast).Any()))
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"Prediction intervals are given for the first {CountFormatter.Format(calibrated, "steps")} only, which they are " +
                $"calibrated for: later steps are forecast from forecasts. Train with window.horizon: {steps} to have them for all.");
        }
    }

    private static IEnumerable<double> LevelsOf(SeriesForecast forecast) => forecast.Points[0].Intervals.Select(interval => interval.Level);

    private static IEnumerable<IReadOnlyList<object?>> Rows(
        IReadOnlyList<SeriesForecast> forecasts, int targets, TableStampFormatter stamps)
    {
        for (int first = 0; first < forecasts.Count; first += targets)
        {
            for (int step = 0; step < forecasts[first].Points.Count; step++)
            {
                yield return
                [
                    .. stamps.HasSeveralSeries ? [forecasts[first].Series] : (object?[])[],
                    stamps.Of(forecasts[first].Points[step].Time),
                    .. forecasts.Skip(first).Take(targets).SelectMany(forecast =>
                        forecast.Quantiles.Select(quantile => (object?)quantile.Points[step].Value)
                            .Concat(LevelsOf(forecast).Select(forecast.Points[step].Interval)
                                .SelectMany(interval => (object?[])[interval?.Lower, interval?.Upper]))
                            .Prepend(forecast.Points[step].Value)),
                ];
            }
        }
    }

    private static PredictionChart Chart(Recipe recipe, ReshapedSeries reshaped, SeriesForecast forecast, TableStampFormatter stamps)
    {
        SeriesItem item = reshaped.Series.Items.First(series => series.Id == forecast.Series);
        int known = reshaped.KnownRows[0];
        ReadOnlySpan<double> truth = item.Frame.Column(forecast.Target);
        List<KeyValuePair<DateTime, double>> history = [];
        for (int row = Math.Max(0, known - HistoryInChart); row < known; row++)
        {
            history.Add(new(item.Frame.Time.Local(row), truth[row]));
        }

        return new PredictionChart(
            stamps.HasSeveralSeries ? $"{forecast.Series}: {forecast.Target}" : forecast.Target,
            recipe.Data.Unit,
            history,
            [.. forecast.Points.Select(point => KeyValuePair.Create(item.Frame.Time.ToLocal(point.Time), point.Value))]);
    }

    /// <summary>The steps at the top where there is one series and one target, else a list with each series and target.</summary>
    private static void WriteJson(Utf8JsonWriter json, IReadOnlyList<SeriesForecast> forecasts)
    {
        IEnumerable<ForecastDocument> documents = forecasts.Select(forecast => Document(forecast, isNamed: forecasts.Count > 1));
        if (forecasts.Count > 1)
        {
            json.WritePropertyName("forecasts");
            JsonSerializer.Serialize(json, documents, RunJson.Default.IEnumerableForecastDocument);
            return;
        }

        foreach ((string name, JsonNode? value) in RunJson.ToObject(documents.First(), RunJson.Default.ForecastDocument))
        {
            json.WritePropertyName(name);
            value!.WriteTo(json);
        }
    }

    private static ForecastDocument Document(SeriesForecast forecast, bool isNamed)
    {
        return new ForecastDocument(
            isNamed ? forecast.Series : null,
            isNamed ? forecast.Target : null,
            Stamp(forecast.LastKnown.Time),
            forecast.Points.Count,
            forecast.Points.Select((point, index) => new JsonObject(
            [
                new("step", index + 1),
                new("time", Stamp(point.Time)),
                new("value", point.Value),
                .. forecast.Quantiles.Select(
                    quantile => KeyValuePair.Create(NumberHead.NameOf(quantile.Level), (JsonNode?)quantile.Points[index].Value)),
                .. point.Intervals.SelectMany(interval => (KeyValuePair<string, JsonNode?>[])
                [
                    new(IntervalNames.Lower(interval.Level), interval.Lower), new(IntervalNames.Upper(interval.Level), interval.Upper),
                ]),
            ])));

        string Stamp(DateTime time) => TimeIndex.ToFileText(time, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", forecast.LastKnown.Zone);
    }
}
