using System.Globalization;
using System.Text;
using System.Text.Json;
using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;

namespace Unroll.Cli.Display;

/// <summary>Forecasts as files and documents.</summary>
internal static class ForecastFormatter
{
    private static readonly JsonWriterOptions _jsonOptions = new() { Indented = true, NewLine = "\n" };

    /// <summary>A line a step, a column a target; the first column names the series where there are several.</summary>
    /// <param name="forecasts">The forecasts, series after series.</param>
    /// <param name="severalSeries">Whether each line names its series.</param>
    internal static string ToCsv(IReadOnlyList<SeriesForecast> forecasts, bool severalSeries)
    {
        // All stamps in the same way, so that others can read the column: midnight is 00:00 among hours.
        string format = TimeIndex.FileFormat(forecasts.SelectMany(forecast => forecast.Points).Select(point => (point.Time, point.Zone)));
        string[] targets = [.. forecasts.Select(forecast => forecast.Target).Distinct(StringComparer.Ordinal)];
        var text = new StringBuilder(severalSeries ? "series,time," : "time,").AppendJoin(',', targets.Select(Cell)).Append('\n');
        for (int first = 0; first < forecasts.Count; first += targets.Length)
        {
            for (int step = 0; step < forecasts[first].Points.Count; step++)
            {
                ForecastPoint point = forecasts[first].Points[step];
                text.Append(severalSeries ? Cell(forecasts[first].Series) + "," : "").Append(TimeIndex.ToFileText(point.Time, format, point.Zone));
                for (int target = 0; target < targets.Length; target++)
                {
                    text.Append(',').Append(forecasts[first + target].Points[step].Value.ToString("G12", CultureInfo.InvariantCulture));
                }

                text.Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>
    /// The document of a forecast: its steps at the top where there is one series and one target, else a list with each series and target.
    /// </summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="history">The series so far.</param>
    /// <param name="forecasts">The forecasts.</param>
    internal static string ToJson(Recipe recipe, SeriesSet history, IReadOnlyList<SeriesForecast> forecasts)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, _jsonOptions))
        {
            json.WriteStartObject();
            json.WriteString("name", recipe.Name);
            json.WriteString("task", "forecast");
            if (forecasts.Count == 1)
            {
                json.WriteString("target", recipe.Data.Target);
                json.WriteString("unit", recipe.Data.Unit);
                WriteForecast(json, history, forecasts[0]);
            }
            else
            {
                json.WriteString("unit", recipe.Data.Unit);
                json.WriteStartArray("forecasts");
                foreach (SeriesForecast forecast in forecasts)
                {
                    json.WriteStartObject();
                    json.WriteString("series", forecast.Series);
                    json.WriteString("target", forecast.Target);
                    WriteForecast(json, history, forecast);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteForecast(Utf8JsonWriter json, SeriesSet history, SeriesForecast forecast)
    {
        Frame known = history.Items.First(item => item.Id == forecast.Series).Frame;
        int rows = known.Column(forecast.Target).LastIndexOfAnyExcept(double.NaN) + 1;
        json.WriteString("known_to", Stamp(known.Time[Math.Max(0, rows - 1)], known.Time.Zone));
        json.WriteNumber("horizon", forecast.Points.Count);
        json.WriteStartArray("forecast");
        for (int i = 0; i < forecast.Points.Count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("step", i + 1);
            json.WriteString("time", Stamp(forecast.Points[i].Time, forecast.Points[i].Zone));
            if (double.IsFinite(forecast.Points[i].Value))
            {
                json.WriteNumber("value", forecast.Points[i].Value);
            }
            else
            {
                json.WriteNull("value");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Stamp(DateTime time, TimeZoneInfo? zone) => TimeIndex.ToFileText(time, "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", zone);

    private static string Cell(string text) =>
        text.AsSpan().ContainsAny(",\"\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
