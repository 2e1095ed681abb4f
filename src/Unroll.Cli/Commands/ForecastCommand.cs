using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Unroll.Cli.Display;
using Unroll.Cli.Running;
using Unroll.Series.Frames;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Recipes;

namespace Unroll.Cli.Commands;

/// <summary><c>unroll forecast</c>: what comes after the end of a file.</summary>
internal static class ForecastCommand
{
    private const int PointsShown = 31;
    private const int HistoryInChart = 45;

    private static readonly JsonWriterOptions _jsonOptions = new() { Indented = true, NewLine = "\n" };

    /// <summary>Creates the command.</summary>
    internal static Command Create(CliHost host)
    {
        Argument<string> run = RunArgument.Create();
        Option<string?> data = CommonOptions.Data("A CSV file with the columns that the network was trained on, up to now.", required: true);
        Option<int?> horizon = CommonOptions.Horizon();
        Option<string?> file = CommonOptions.Out("FILE", "Write the forecast to this CSV file as well.");
        Option<bool> json = CommonOptions.Json("the forecast");
        var command = new Command("forecast", "Forecast what comes after the end of a file, with the network of a run folder.")
        {
            run, data, horizon, file, json,
        };
        command.SetAction(result =>
        {
            using var screen = new Screen(host, result.GetValue(json));
            string folder = result.GetRequiredValue(run);
            Forecaster forecaster = RunArgument.Load(folder);
            Recipe recipe = forecaster.Recipe;
            Frame history = RecipeData.Read(result.GetRequiredValue(data)!, recipe);
            IReadOnlyList<ForecastPoint> forecast = forecaster.Forecast(history, result.GetValue(horizon) ?? recipe.Window.Horizon);

            if (result.GetValue(file) is { } path)
            {
                WriteCsv(path, recipe.Data.Target, forecast);
            }

            if (screen.IsJson)
            {
                screen.Document(ToJson(recipe, history, forecast));
            }
            else
            {
                Show(screen, recipe, history, forecast, result.GetValue(file));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void Show(Screen screen, Recipe recipe, Frame history, IReadOnlyList<ForecastPoint> forecast, string? file)
    {
        string of = string.IsNullOrEmpty(recipe.Data.Unit) ? recipe.Data.Target : $"{recipe.Data.Target} in {recipe.Data.Unit}";
        screen.Line($"{of}, known to {TimeText.Of(history.Time[history.RowCount - 1])}");
        int width = forecast.Max(point => TimeText.Of(point.Time).Length);
        foreach (ForecastPoint point in forecast.Take(PointsShown))
        {
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"  {TimeText.Of(point.Time).PadRight(width)}  {point.Value,12:0.###}"));
        }

        if (forecast.Count > PointsShown)
        {
            screen.Line(string.Create(
                CultureInfo.InvariantCulture, $"  … and {forecast.Count - PointsShown} more{(file is null ? ": --out FILE writes them all" : "")}"));
        }

        ReadOnlySpan<float> truth = history.Column(recipe.Data.Target);
        var points = new List<ChartPoint>();
        for (int row = Math.Max(0, truth.Length - HistoryInChart); row < truth.Length; row++)
        {
            points.Add(new ChartPoint(history.Time[row], truth[row], double.NaN));
        }

        points.AddRange(forecast.Take(PointsShown).Select(point => new ChartPoint(point.Time, double.NaN, point.Value)));
        screen.Line();
        ForecastChart.Draw(screen.Console, points, of);
        if (file is not null)
        {
            screen.Line();
            screen.Line($"Written to {file}");
        }
    }

    private static void WriteCsv(string path, string target, IReadOnlyList<ForecastPoint> forecast)
    {
        string heading = target.AsSpan().ContainsAny(",\"\n") ? $"\"{target.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : target;
        var text = new StringBuilder().Append("time,").Append(heading).Append('\n');
        foreach (ForecastPoint point in forecast)
        {
            text.Append(TimeText.Of(point.Time)).Append(',').Append(point.Value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
        }

        OutputFile.Write(path, text.ToString());
    }

    private static string ToJson(Recipe recipe, Frame history, IReadOnlyList<ForecastPoint> forecast)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, _jsonOptions))
        {
            json.WriteStartObject();
            json.WriteString("name", recipe.Name);
            json.WriteString("task", "forecast");
            json.WriteString("target", recipe.Data.Target);
            json.WriteString("unit", recipe.Data.Unit);
            json.WriteString("known_to", history.Time[history.RowCount - 1].ToString("s", CultureInfo.InvariantCulture));
            json.WriteNumber("horizon", forecast.Count);
            json.WriteStartArray("forecast");
            for (int i = 0; i < forecast.Count; i++)
            {
                json.WriteStartObject();
                json.WriteNumber("step", i + 1);
                json.WriteString("time", forecast[i].Time.ToString("s", CultureInfo.InvariantCulture));
                if (double.IsFinite(forecast[i].Value))
                {
                    json.WriteNumber("value", forecast[i].Value);
                }
                else
                {
                    json.WriteNull("value");
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
