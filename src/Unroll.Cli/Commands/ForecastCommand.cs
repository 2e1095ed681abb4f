using System.CommandLine;
using System.Globalization;
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
    private const int SeriesShown = 4;

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
            SeriesSet history = RecipeData.Read(result.GetRequiredValue(data)!, recipe);
            IReadOnlyList<SeriesForecast> forecasts = forecaster.Forecast(history, result.GetValue(horizon) ?? recipe.Window.Horizon);

            foreach (string note in forecaster.Notes(history))
            {
                screen.Line(note);
            }

            if (result.GetValue(file) is { } path)
            {
                OutputFile.Write(path, ForecastFormatter.ToCsv(forecasts, history.Count > 1));
            }

            if (screen.IsJson)
            {
                screen.Document(ForecastFormatter.ToJson(recipe, history, forecasts));
            }
            else
            {
                Show(screen, recipe, history, forecasts, result.GetValue(file));
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void Show(Screen screen, Recipe recipe, SeriesSet history, IReadOnlyList<SeriesForecast> forecasts, string? file)
    {
        foreach (SeriesForecast forecast in forecasts.Take(SeriesShown))
        {
            Show(screen, recipe, history.Items.First(item => item.Id == forecast.Series), history.Count > 1, forecast, file);
        }

        if (forecasts.Count > SeriesShown)
        {
            screen.Line(string.Create(
                CultureInfo.InvariantCulture, $"… and {forecasts.Count - SeriesShown} more forecasts{(file is null ? ": --out FILE writes them all" : "")}"));
        }

        if (file is not null)
        {
            screen.Line();
            screen.Line($"Written to {file}");
        }
    }

    private static void Show(Screen screen, Recipe recipe, SeriesItem item, bool several, SeriesForecast forecasts, string? file)
    {
        Frame history = item.Frame;
        IReadOnlyList<ForecastPoint> forecast = forecasts.Points;
        string of = string.IsNullOrEmpty(recipe.Data.Unit) ? forecasts.Target : $"{forecasts.Target} in {recipe.Data.Unit}";
        of = several ? $"{item.Id}: {of}" : of;
        ReadOnlySpan<double> truth = history.Column(forecasts.Target);
        int known = truth.LastIndexOfAnyExcept(double.NaN) + 1;
        screen.Line($"{of}, known to {history.Time.Text(Math.Max(0, known - 1))}");
        int width = forecast.Max(point => TimeFormatter.Of(point.Time, point.Zone).Length);
        string format = NumberFormatter.ColumnFormat(forecast.Take(PointsShown).Select(point => point.Value));
        foreach (ForecastPoint point in forecast.Take(PointsShown))
        {
            string value = double.IsFinite(point.Value) ? point.Value.ToString(format, CultureInfo.InvariantCulture) : "–";
            screen.Line($"  {TimeFormatter.Of(point.Time, point.Zone).PadRight(width)}  {value,12}");
        }

        if (forecast.Count > PointsShown)
        {
            screen.Line(string.Create(
                CultureInfo.InvariantCulture, $"  … and {forecast.Count - PointsShown} more{(file is null ? ": --out FILE writes them all" : "")}"));
        }

        var points = new List<ChartPoint>();
        for (int row = Math.Max(0, known - HistoryInChart); row < known; row++)
        {
            points.Add(new ChartPoint(history.Time[row], truth[row], double.NaN) { Zone = history.Time.Zone });
        }

        points.AddRange(forecast.Take(PointsShown).Select(point => new ChartPoint(point.Time, double.NaN, point.Value) { Zone = point.Zone }));
        screen.Line();
        ForecastChart.Draw(screen.Console, points, of);
    }
}
