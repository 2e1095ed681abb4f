using System.Text.Json;

namespace Unroll.Cli.Tests;

public sealed class QuickstartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Quickstart_beats_the_naive_forecasts_and_says_where_the_report_is_and_what_to_type_next()
    {
        CliRun run = CliRun.Of(
            ["quickstart", "--out", _folder.In("run")], new Dictionary<string, string> { ["UNROLL_LAUNCHER"] = "./unroll" });

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("Welcome to Unroll", run.Output, StringComparison.Ordinal);
        Assert.Contains(_folder.In("run", "report.html"), run.Output, StringComparison.Ordinal);
        Assert.Contains($"./unroll forecast {_folder.In("run")}", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.In("run", "report.html")));

        using var metrics = JsonDocument.Parse(File.ReadAllText(_folder.In("run", "metrics.json")));
        double own = metrics.RootElement.GetProperty("test").GetProperty("mae").GetDouble();
        foreach (JsonProperty baseline in metrics.RootElement.GetProperty("baselines").EnumerateObject())
        {
            Assert.True(own < baseline.Value.GetProperty("mae").GetDouble() / 2, $"{own} against {baseline}");
        }
    }

    [Fact]
    public void What_quickstart_advises_works()
    {
        Dictionary<string, string> variables = new() { ["XDG_CACHE_HOME"] = _folder.In("cache") };
        CliRun.Of(["quickstart", "--out", _folder.In("run")], variables);
        string sample = CliRun.Of(["data", "path", "sample"], variables).Output.TrimEnd();

        CliRun forecast = CliRun.Of(["forecast", _folder.In("run"), "--data", sample, "--horizon", "14"], variables);
        CliRun summary = CliRun.Of(["summary", _folder.In("run")], variables);
        CliRun evaluate = CliRun.Of(["evaluate", _folder.In("run"), "--data", sample], variables);

        Assert.True(forecast.ExitCode == 0, forecast.Error);
        Assert.True(summary.ExitCode == 0, summary.Error);
        Assert.True(evaluate.ExitCode == 0, evaluate.Error);
    }
}
