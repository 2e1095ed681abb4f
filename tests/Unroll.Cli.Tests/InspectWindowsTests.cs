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
        string[] lines = [.. run.Output.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];
        int first = Array.FindIndex(lines, line => line.StartsWith("first in", StringComparison.Ordinal));
        Assert.Equal("first in 0–6 2020-01-01 2020-01-07 100 93.182", lines[first]);
        Assert.Equal("to forecast 7–8 2020-01-08 2020-01-09 102 110.818", lines[first + 1]);
        Assert.Contains("last in 151–157 2020-05-31 2020-06-06", lines.Single(line => line.StartsWith("last in 151", StringComparison.Ordinal)), StringComparison.Ordinal);
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
    public void What_has_no_windows_is_refused()
    {
        string recipe = TinySeries.WriteTo(_folder);

        CliRun.Of(["inspect", recipe]).AssertRefused("tiny.yaml is a recipe", "--windows");
        CliRun.Of(["inspect", _folder.In("tiny.csv"), "--windows"]).AssertRefused("--windows", "tiny.csv");
        CliRun.Of(["inspect", _folder.In("none.yaml"), "--windows"]).AssertRefused("none.yaml");
    }
}
