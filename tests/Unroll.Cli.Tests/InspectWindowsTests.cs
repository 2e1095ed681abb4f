using System.Text.Json;

namespace Unroll.Cli.Tests;

/// <summary><c>unroll inspect RECIPE --windows</c>: which rows fall into which window.</summary>
public sealed class InspectWindowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Windows_are_shown_with_rows_dates_and_values()
    {
        CliRun run = CliRun.Of(["inspect", TinySeries.WriteTo(_folder), "--windows"]);

        Assert.True(run.ExitCode == 0, run.Error);

        // 160 days from 2020-01-01; the first 112 are learned from, 7 go in and 2 are to be forecast.
        Assert.Contains("train: 104 windows", run.Output, StringComparison.Ordinal);
        Assert.Contains("validation: 23 windows", run.Output, StringComparison.Ordinal);
        Assert.Contains("test: 23 windows", run.Output, StringComparison.Ordinal);
        string[] lines = [
            .. run.Output.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
        int first = Array.FindIndex(lines, line => line.StartsWith("first in", StringComparison.Ordinal));
        Assert.Equal("first in 0–6 2020-01-01 2020-01-07 100 93.182", lines[first]);
        Assert.Equal("to forecast 7–8 2020-01-08 2020-01-09 102 110.818", lines[first + 1]);
        Assert.Contains(
            "last in 151–157 2020-05-31 2020-06-06", lines.Single(line => line.StartsWith("last in 151", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.Contains("to forecast 158–159 2020-06-07 2020-06-08", string.Join('\n', lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_the_windows_of_each_part()
    {
        CliRun run = CliRun.Of(["inspect", TinySeries.WriteTo(_folder), "--windows", "--json"]);

        Assert.True(run.ExitCode == 0, run.Error);
        using var document = JsonDocument.Parse(run.Output);
        JsonElement test = document.RootElement.GetProperty("parts").GetProperty("test");
        Assert.Equal(136, test.GetProperty("first").GetProperty("targets").GetProperty("first_row").GetInt32());
        Assert.Equal("2020-05-16", test.GetProperty("first").GetProperty("targets").GetProperty("from").GetString());
        Assert.Equal(135, test.GetProperty("first").GetProperty("inputs").GetProperty("last_row").GetInt32());
    }

    [Fact]
    public void The_last_of_two_windows_is_told_as_the_last()
    {
        // The part of 24 days from the 136th holds the targets 136–137 and 156–157.
        string recipe = TinySeries.WriteTo(_folder, recipe: TinySeries.Recipe.Edit("horizon: 2}", "horizon: 2, stride: 20}"));

        CliRun run = CliRun.Of(["inspect", recipe, "--windows", "--json"]);

        Assert.True(run.ExitCode == 0, run.Error);
        using var document = JsonDocument.Parse(run.Output);
        JsonElement test = document.RootElement.GetProperty("parts").GetProperty("test");
        Assert.Equal(2, test.GetProperty("windows").GetInt32());
        Assert.False(test.TryGetProperty("middle", out _));
        Assert.Equal(156, test.GetProperty("last").GetProperty("targets").GetProperty("first_row").GetInt32());
    }

    [Fact]
    public void Each_fold_of_a_walk_forward_is_shown()
    {
        // 160 days: tests of 16 from day 112, 128 and 144, each after a validation of 16.
        string recipe = TinySeries.WriteTo(_folder, recipe: TinySeries.Recipe.Edit(
            "{train: 0.7, validation: 0.15, test: 0.15}", "{by: walk-forward, folds: 3, train: 0.5, validation: 0.1, test: 0.1}"));

        CliRun shown = CliRun.Of(["inspect", recipe, "--windows"]);
        CliRun run = CliRun.Of(["inspect", recipe, "--windows", "--json"]);

        Assert.True(shown.ExitCode == 0, shown.Error);
        Assert.Contains("fold 1 of 3, train: 88 windows", shown.Output, StringComparison.Ordinal);
        Assert.Contains("fold 3 of 3, test: 15 windows", shown.Output, StringComparison.Ordinal);
        Assert.True(run.ExitCode == 0, run.Error);
        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal(
            [112, 128, 144],
            document.RootElement.GetProperty("folds").EnumerateArray().Select(fold =>
                fold.GetProperty("parts").GetProperty("test").GetProperty("first").GetProperty("targets").GetProperty("first_row")
                    .GetInt32()));
    }

    [Fact]
    public void What_has_no_windows_is_refused()
    {
        string recipe = TinySeries.WriteTo(_folder);

        CliRun.Of(["inspect", recipe]).AssertRefused("tiny.yaml is a recipe", "--windows");
        CliRun.Of(["inspect", _folder.In("tiny.csv"), "--windows"]).AssertRefused("--windows", "tiny.csv");
        CliRun.Of(["inspect", _folder.In("none.yaml"), "--windows"]).AssertRefused("none.yaml");
    }
}
