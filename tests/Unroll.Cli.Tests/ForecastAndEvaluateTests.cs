using System.Globalization;
using System.Text.Json;

namespace Unroll.Cli.Tests;

/// <summary>What can be done with a run folder; one is trained for all of these tests.</summary>
public sealed class ForecastAndEvaluateTests : IClassFixture<ForecastAndEvaluateTests.TrainedRun>
{
    private readonly TrainedRun _trained;

    public ForecastAndEvaluateTests(TrainedRun trained) => _trained = trained;

    [Theory]
    [InlineData(null, 2)]
    [InlineData("10", 10)]
    public void A_forecast_goes_on_where_the_file_ends(string? horizon, int steps)
    {
        string[] args = ["forecast", _trained.Run, "--data", _trained.Data, "--json"];

        CliRun run = CliRun.Of(horizon is null ? args : [.. args, "--horizon", horizon]);

        Assert.True(run.ExitCode == 0, run.Error);
        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal("load", document.RootElement.GetProperty("target").GetString());
        Assert.Equal("MW", document.RootElement.GetProperty("unit").GetString());
        JsonElement[] points = [.. document.RootElement.GetProperty("forecast").EnumerateArray()];
        Assert.Equal(steps, points.Length);
        DateTime end = new DateTime(2020, 1, 1).AddDays(159);
        for (int i = 0; i < steps; i++)
        {
            Assert.Equal(i + 1, points[i].GetProperty("step").GetInt32());
            Assert.Equal(end.AddDays(i + 1), points[i].GetProperty("time").GetDateTime());
            double value = points[i].GetProperty("value").GetDouble();
            Assert.InRange(value, 50, 150);
            Assert.Equal(i < 2, points[i].TryGetProperty("lower_95", out JsonElement lower));
            Assert.True(i >= 2 || lower.GetDouble() <= value);
        }
    }

    [Fact]
    public void A_forecast_is_written_as_csv_and_shown_with_a_chart()
    {
        string file = _trained.Folder.In("new", "forecast.csv");

        CliRun run = CliRun.Of(["forecast", _trained.Run, "--data", _trained.Data, "--horizon", "40", "--out", file]);

        Assert.True(run.ExitCode == 0, run.Error);
        string[] lines = File.ReadAllLines(file);
        Assert.Equal("time,load,lower_80,upper_80,lower_95,upper_95", lines[0]);
        Assert.EndsWith(",,,,", lines[3], StringComparison.Ordinal);
        Assert.DoesNotContain(",,", lines[1] + lines[2], StringComparison.Ordinal);
        Assert.Contains("first 2 steps only", string.Join(' ', (run.Output + run.Error).Split()), StringComparison.Ordinal);
        Assert.Equal(41, lines.Length);
        Assert.StartsWith("2020-06-09,", lines[1], StringComparison.Ordinal);
        Assert.True(double.Parse(lines[40].Split(',')[1], CultureInfo.InvariantCulture) > 0);
        Assert.Contains("known to 2020-06-08", run.Output, StringComparison.Ordinal);
        Assert.Contains("and 9 more", run.Output, StringComparison.Ordinal);
        Assert.Contains("●", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_that_is_a_name_alone_leads_to_the_file_of_data_too()
    {
        string link = $"link-{Guid.NewGuid():N}.csv", data = $"data-{Guid.NewGuid():N}.csv";
        File.Copy(_trained.Data, data);
        File.CreateSymbolicLink(link, data);
        try
        {
            CliRun.Of(["forecast", _trained.Run, "--data", data, "--out", link]).AssertRefused($"--out {link} is a file of data");
            Assert.Equal(File.ReadAllText(_trained.Data), File.ReadAllText(data));
        }
        finally
        {
            File.Delete(link);
            File.Delete(data);
        }
    }

    [Theory]
    [InlineData("forecast", "--out")]
    [InlineData("explain", "--report")]
    public void The_file_of_data_is_never_written_over(string command, string option)
    {
        string content = File.ReadAllText(_trained.Data);
        string link = _trained.Folder.In("link-" + command + ".csv");
        File.CreateSymbolicLink(link, _trained.Data);

        foreach (string place in (string[])[_trained.Data, Path.Combine(_trained.Run, "..", "tiny.csv"), link])
        {
            CliRun run = CliRun.Of([command, _trained.Run, "--data", _trained.Data, option, place]);

            Assert.Equal((2, ""), (run.ExitCode, run.Output));
            Assert.Contains($"{option} {place} is a file of data, which would be lost", run.Error, StringComparison.Ordinal);
            Assert.Equal(content, File.ReadAllText(_trained.Data));
        }
    }

    [Fact]
    public void Stamps_of_a_written_forecast_are_all_in_the_same_way()
    {
        string[] days = TinySeries.Csv().Split('\n');
        string hours = _trained.Folder.Write("hours.csv", string.Join('\n', days.Select((line, row) =>
            row == 0 || line.Length == 0 ? line
                : FormattableString.Invariant($"{new DateTime(2020, 1, 1).AddHours(row + 6):yyyy-MM-dd HH:mm},{line.Split(',')[1]}"))));
        string file = _trained.Folder.In("hours-forecast.csv");

        CliRun run = CliRun.Of(["forecast", _trained.Run, "--data", hours, "--horizon", "3", "--out", file]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(
            ["2020-01-07 23:00:00", "2020-01-08 00:00:00", "2020-01-08 01:00:00"],
            File.ReadLines(file).Skip(1).Select(line => line.Split(',')[0]));
    }

    [Fact]
    public void Rows_of_milliseconds_keep_their_stamps_apart()
    {
        string[] days = TinySeries.Csv().Split('\n');
        string fast = _trained.Folder.Write("fast.csv", string.Join('\n', days.Select((line, row) =>
            row == 0 || line.Length == 0 ? line
                : FormattableString.Invariant(
                    $"{new DateTime(2020, 1, 1).AddMilliseconds(20 * row):yyyy-MM-dd HH:mm:ss.fff},{line.Split(',')[1]}"))));
        string file = _trained.Folder.In("fast-forecast.csv");

        CliRun run = CliRun.Of(["forecast", _trained.Run, "--data", fast, "--horizon", "3", "--out", file]);
        CliRun json = CliRun.Of(["forecast", _trained.Run, "--data", fast, "--horizon", "3", "--json"]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(
            ["2020-01-01 00:00:03.2200000", "2020-01-01 00:00:03.2400000", "2020-01-01 00:00:03.2600000"],
            File.ReadLines(file).Skip(1).Select(line => line.Split(',')[0]));
        Assert.Contains("known to 2020-01-01 00:00:03.2\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("\"2020-01-01T00:00:03.22\"", json.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#,##0.000", 1573.0, 1103.77)]
    [InlineData("#,##0.000", 0.0)]
    [InlineData("#,##0.00000", 0.0123, -0.05, double.NaN)]
    [InlineData("0.0000e+0", 3e8, 1.0)]
    [InlineData("0.0000e+0", 1e-6, -2e-6)]
    public void Numbers_below_each_other_have_their_decimals_in_line(string expected, params double[] values) =>
        Assert.Equal(expected, Display.NumberFormatter.ColumnFormat(values));

    [Theory]
    [InlineData(0.0094321, "0.00943")]
    [InlineData(0.0123456, "0.0123")]
    [InlineData(0.41159, "0.412")]
    [InlineData(161.04, "161.0")]
    [InlineData(0, "0.000")]
    public void Scores_of_small_series_have_digits_that_count(double score, string expected) =>
        Assert.Equal(expected, Display.NumberFormatter.Score(score));

    [Fact]
    public void Evaluating_the_training_file_gives_the_scores_of_the_training()
    {
        CliRun run = CliRun.Of(["evaluate", _trained.Run, "--data", _trained.Data, "--json"]);

        Assert.True(run.ExitCode == 0, run.Error);
        using var evaluated = JsonDocument.Parse(run.Output);
        using var trained = JsonDocument.Parse(File.ReadAllText(Path.Combine(_trained.Run, "metrics.json")));
        Assert.Equal(
            trained.RootElement.GetProperty("test").GetProperty("mae").GetDouble(),
            evaluated.RootElement.GetProperty("test").GetProperty("mae").GetDouble(),
            6);
        Assert.Contains("seasonal-naive", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_summary_shows_the_network_of_a_recipe_or_a_run(bool ofRun)
    {
        CliRun run = CliRun.Of(["summary", ofRun ? _trained.Run : _trained.Recipe]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("tiny: task forecast, input [batch, 7, 1]", run.Output, StringComparison.Ordinal);
        Assert.Contains("lstm", run.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("106", run.Output, StringComparison.Ordinal); // 4 gates of 4 × (1 + 4 + 1), and 2 × (4 + 1).
    }

    /// <summary>A run of the tiny series, and its folder.</summary>
    public sealed class TrainedRun : IDisposable
    {
        public TrainedRun()
        {
            Recipe = TinySeries.WriteTo(Folder);
            CliRun run = CliRun.Of(["train", Recipe, "--out", Run]);
            Assert.True(run.ExitCode == 0, run.Error);
        }

        internal TemporaryFolder Folder { get; } = new();

        internal string Run => Folder.In("run");

        internal string Data => Folder.In("tiny.csv");

        internal string Recipe { get; }

        public void Dispose() => Folder.Dispose();
    }
}
