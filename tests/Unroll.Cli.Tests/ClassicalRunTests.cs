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

    private static JsonDocument Json(params string[] arguments)
    {
        CliRun run = CliRun.Of(arguments, new Dictionary<string, string> { ["UNROLL_DATA"] = RealDataFactAttribute.Folder! });
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output);
    }
}
