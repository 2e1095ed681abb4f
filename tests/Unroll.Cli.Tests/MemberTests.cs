using System.Text.Json;

namespace Unroll.Cli.Tests;

/// <summary>Ensembles of whole recipes, from the terminal: train, evaluate, forecast, summary.</summary>
public sealed class MemberTests : IDisposable
{
    private const string Recipe = """
        name: pair
        data: {file: visits.csv, time: date, target: visits}
        window: {length: 7, horizon: 2}
        train: {epochs: 2}
        members:
          - {name: recurrent, model: [{gru: 4}, {dense: 2}]}
          - {name: straight, window: {length: 14}, model: [flatten, {dense: 2}]}

        """;

    private readonly TemporaryFolder _folder = new();

    public MemberTests() => _folder.Write("visits.csv", "date,visits\n" + string.Concat(Enumerable.Range(0, 150).Select(
        day => FormattableString.Invariant(
            $"{new DateTime(2024, 1, 1).AddDays(day):yyyy-MM-dd},{100 + (10 * Math.Sin(2 * Math.PI * day / 7)) + (day % 5)}\n"))));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void They_are_used_as_a_single_run_is_and_their_scores_stand_beside()
    {
        string recipe = _folder.Write("pair.yaml", Recipe);
        CliRun run = CliRun.Of(["train", recipe, "--out", _folder.In("run")]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("this ensemble", run.Output, StringComparison.Ordinal);
        Assert.Contains("- recurrent", run.Output, StringComparison.Ordinal);
        Assert.Contains("- straight", run.Output, StringComparison.Ordinal);
        string report = File.ReadAllText(_folder.In("run", "report.html"));
        Assert.Contains(">This ensemble</th>", report, StringComparison.Ordinal);
        Assert.Contains(">straight</th>", report, StringComparison.Ordinal);

        CliRun evaluated = CliRun.Of(["evaluate", _folder.In("run"), "--data", _folder.In("visits.csv"), "--json"]);
        using JsonDocument metrics = JsonDocument.Parse(evaluated.Output);
        JsonElement members = metrics.RootElement.GetProperty("test").GetProperty("members");
        Assert.True(members.GetProperty("straight").GetProperty("mae").GetDouble() > 0);
        CliRun forecast = CliRun.Of(["forecast", _folder.In("run"), "--data", _folder.In("visits.csv"), "--json"]);
        Assert.True(forecast.ExitCode == 0, forecast.Error);
        Assert.Contains("Predictions are the mean of 2", CliRun.Of(["summary", recipe]).Output, StringComparison.Ordinal);
        Assert.Equal(0, CliRun.Of(["summary", _folder.In("run")]).ExitCode);
    }

    [Fact]
    public void A_member_that_does_not_fit_leaves_nothing_behind()
    {
        CliRun run = CliRun.Of(["train", _folder.Write("pair.yaml", Recipe.Replace(
            "[flatten, {dense: 2}]", "[flatten, {dense: 3}]", StringComparison.Ordinal)), "--out", _folder.In("run")]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("pair.yaml, line 7, ", run.Error, StringComparison.Ordinal);
        Assert.Contains("field members[2].model", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.In("run")));
    }
}
