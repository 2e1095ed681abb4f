using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs.Documents;

namespace Unroll.Tasks.Forecasting;

/// <summary>Forecasts as a table, a document and a chart.</summary>
internal static class ForecastTable
{
    private const int HistoryInChart = 45;

    /// <summary>
    /// The columns <c>[series,]time,TARGET[,TARGET-q0.1,…][,TARGET…]</c>; stamps carry their offset where the series have a zone.
    /// </summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="reshaped">The series so far.</param>
    /// <param name="forecasts">The forecasts, series after series.</param>
    public static PredictionTable Of(Recipe recipe, ReshapedSeries reshaped, IReadOnlyList<SeriesForecast> forecasts)
    {
        int targets = recipe.Data.Targets.Count;
        TableStampFormatter stamps = TableStampFormatter.Of(reshaped.Series);
        string[] columns =
        [
            .. stamps.HasSeveralSeries ? ["series"] : (string[])[],
            "time",
            .. forecasts.Take(targets).SelectMany(forecast =>
                forecast.Quantiles.Select(quantile => (targets == 1 ? "" : $"{forecast.Target}-") + NumberHead.NameOf(quantile.Level))
                    .Prepend(forecast.Target)),
        ];
        return new PredictionTable(columns, Rows(forecasts, targets, stamps))
        {
            Notes = [.. reshaped.Notes, .. Notes(recipe, forecasts)],
            Json = json => WriteJson(json, forecasts),
            Chart = Chart(recipe, reshaped, forecasts[0], stamps),
        };
    }

    private static IEnumerable<string> Notes(Recipe recipe, IReadOnlyList<SeriesForecast> forecasts)
    {
        int horizon = ForecastTask.NetworkLayoutOf(recipe).Horizon;
        return forecasts.Any(forecast => forecast.Quantiles.Count > 0) && forecasts[0].Points.Count > horizon
            ? [string.Create(CultureInfo.InvariantCulture,
                $"Steps after the first{(horizon == 1 ? "" : $" {horizon}")} are forecast from the forecasts before as if these had come " +
                $"true, so their quantiles " +
                $"lie too close together.")]
            : [];
    }

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
                        forecast.Quantiles.Select(quantile => (object?)quantile.Points[step].Value).Prepend(forecast.Points[step].Value)),
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
            ])));

        string Stamp(DateTime time) => TimeIndex.ToFileText(time, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", forecast.LastKnown.Zone);
    }
}
