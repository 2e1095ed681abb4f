using System.Text.Json;

namespace Unroll.Cli.Tests;

/// <summary>A run whose model is a classical one, from the recipe to the forecast and the report.</summary>
public sealed class ClassicalRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [RealDataFact]
    public void The_example_of_airline_forecasts_by_automatic_arima()
    {
        string run = _folder.In("run");
        using JsonDocument metrics = Json("train", Repository.PathOf("examples", "airline-arima.yaml"), "--out", run, "--json");
        JsonElement baselines = metrics.RootElement.GetProperty("baselines");
        double own = metrics.RootElement.GetProperty("test").GetProperty("mape").GetDouble();

        Assert.InRange(own, 0, 0.7 * baselines.GetProperty("seasonal-naive").GetProperty("mape").GetDouble());
        Assert.True(baselines.TryGetProperty("auto-ets", out _) && baselines.TryGetProperty("theta", out _));
        Assert.StartsWith(
            "ARIMA(", metrics.RootElement.GetProperty("classical_models").GetProperty("auto-arima").GetProperty("description").GetString(),
            StringComparison.Ordinal);
        Assert.Contains("Auto arima", File.ReadAllText(Path.Combine(run, "report.html")), StringComparison.Ordinal);

        string data = Path.Combine(RealDataFactAttribute.Folder!, "classic", "airline.csv");
        using JsonDocument next = Json("forecast", run, "--data", data, "--json");
        double[] values =
            [.. next.RootElement.GetProperty("forecast").EnumerateArray().Select(point => point.GetProperty("value").GetDouble())];

        // Of 1961, whose July is above all before it.
        Assert.Equal(12, values.Length);
        Assert.InRange(values.Max(), 622, 750);
        Assert.Equal(values.Max(), values[6]);
    }

    [Fact]
    public void A_misspelt_model_is_told_the_nearest_one()
    {
        File.WriteAllText(_folder.In("my.yaml"), """
            name: my
            data: {file: my.csv, target: load}
            window: {length: 7}
            model: auto-arma
            """);
        CliRun run = CliRun.Of(["train", _folder.In("my.yaml")]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Did you mean \"auto-arima\"?", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_classical_model_is_explained_and_has_nothing_to_look_inside()
    {
        File.WriteAllText(_folder.In("my.csv"), string.Join('\n', Enumerable.Range(0, 120).Select(t =>
            FormattableString.Invariant($"{new DateTime(2020, 1, 1).AddDays(t):yyyy-MM-dd},{50 + (10 * Math.Sin(t * 0.9)):F3}"))
            .Prepend("day,load")));
        File.WriteAllText(_folder.In("my.yaml"), """
            name: my
            data: {file: my.csv, target: load}
            window: {length: 7}
            model: ridge
            """);
        CliRun trained = CliRun.Of(["train", _folder.In("my.yaml"), "--out", _folder.In("run")]);
        CliRun looked = CliRun.Of(["explain", _folder.In("run"), "--data", _folder.In("my.csv")]);

        Assert.True(trained.ExitCode == 0, trained.Error);
        Assert.Contains("Fitted in", trained.Output, StringComparison.Ordinal);
        Assert.Contains("this ridge", trained.Output, StringComparison.Ordinal);
        Assert.Contains("no network", looked.Error, StringComparison.Ordinal);
        Assert.Contains("penalty", CliRun.Of(["explain", "ridge"]).Output, StringComparison.Ordinal);
    }

    /// <summary>A plan that is known before moves the load by 10: a network of one epoch does not see that, the baselines do.</summary>
    [Fact]
    public void Baselines_go_with_the_run_and_forecast_by_what_is_known_before()
    {
        Random random = new(3);
        string[] lines = [.. Enumerable.Range(0, 400).Select(day =>
        {
            int plan = random.Next(2);
            double load = 50 + (10 * plan) + (4 * Math.Sin(2 * Math.PI * day / 7)) + random.NextDouble();
            return FormattableString.Invariant($"{new DateTime(2020, 1, 1).AddDays(day):yyyy-MM-dd},{load:F3},{plan}");
        })];
        File.WriteAllLines(_folder.In("my.csv"), lines[..300].Prepend("day,load,plan"));
        File.WriteAllLines(_folder.In("new.csv"), lines.Prepend("day,load,plan"));
        File.WriteAllLines(_folder.In("next.csv"), lines[..300].Prepend("day,load,plan").Concat(
            ["2020-10-27,,0", "2020-10-28,,1", "2020-10-29,,0"]));
        string recipe = """
            name: my
            data: {file: my.csv, target: load, future-covariates: [plan]}
            window: {length: 14, horizon: 3}

            """;
        File.WriteAllText(
            _folder.In("my.yaml"), recipe + "model: [flatten, {dense: 3}]\ntrain: {epochs: 1}\nbaselines: [auto-arima, ridge]\n");
        File.WriteAllText(_folder.In("arima.yaml"), recipe + "model: auto-arima\n");
        using JsonDocument trained = Json("train", _folder.In("my.yaml"), "--out", _folder.In("run"), "--json");
        using JsonDocument again = Json("evaluate", _folder.In("run"), "--data", _folder.In("new.csv"), "--json");
        JsonElement baselines = again.RootElement.GetProperty("baselines");

        Assert.All((string[])["auto-arima", "ridge"], name =>
        {
            Assert.True(File.Exists(_folder.In(Path.Combine("run", $"baseline-{name}.safetensors"))));
            Assert.InRange(baselines.GetProperty(name).GetProperty("mae").GetDouble(), 0.1, 0.6);
            JsonElement interval = baselines.GetProperty(name).GetProperty("prediction_intervals")[0];
            Assert.InRange(interval.GetProperty("coverage").GetDouble(), 0.6, 1);
            Assert.InRange(interval.GetProperty("width").GetDouble(), 0.4, 3);
            Assert.True(trained.RootElement.GetProperty("baselines").GetProperty(name).TryGetProperty("prediction_intervals", out _));
        });
        Assert.InRange(baselines.GetProperty("seasonal-naive").GetProperty("mae").GetDouble(), 3, 8);
        Assert.Contains(
            "auto-arima, 80 %", File.ReadAllText(_folder.In(Path.Combine("run", "report.html"))), StringComparison.Ordinal);
        Assert.Contains(
            "auto-arima, 80 %", CliRun.Of(["evaluate", _folder.In("run"), "--data", _folder.In("new.csv")]).Output,
            StringComparison.Ordinal);

        // As the model of a run it takes the plan of the rows to forecast from the file, and evaluate shows what that is worth.
        Json("train", _folder.In("arima.yaml"), "--out", _folder.In("arima"), "--json").Dispose();
        using JsonDocument next = Json("forecast", _folder.In("arima"), "--data", _folder.In("next.csv"), "--json");
        double[] values =
            [.. next.RootElement.GetProperty("forecast").EnumerateArray().Select(point => point.GetProperty("value").GetDouble())];
        Assert.All(values.Index(), step => Assert.Equal(
            50.5 + (step.Index == 1 ? 10 : 0) + (4 * Math.Sin(2 * Math.PI * (300 + step.Index) / 7)), step.Item, 1.5));
        using JsonDocument gain = Json("evaluate", _folder.In("arima"), "--data", _folder.In("new.csv"), "--json");
        Assert.InRange(gain.RootElement.GetProperty("test").GetProperty("mae").GetDouble(), 0.1, 0.6);
        CliRun refused = CliRun.Of(["forecast", _folder.In("arima"), "--data", _folder.In("my.csv")]);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("needs plan of the 3 rows after", refused.Error, StringComparison.Ordinal);
    }

    private static JsonDocument Json(params string[] arguments)
    {
        CliRun run = CliRun.Of(arguments, new Dictionary<string, string> { ["UNROLL_DATA"] = RealDataFactAttribute.Folder ?? "" });
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output);
    }
}
