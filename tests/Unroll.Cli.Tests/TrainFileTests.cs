using System.Text.Json;

namespace Unroll.Cli.Tests;

/// <summary><c>unroll train FILE</c>: a training of a file of series, by the recipe that is proposed for it.</summary>
public sealed class TrainFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_trained_on_by_a_proposed_recipe_that_the_run_holds()
    {
        string file = _folder.Write("visits.csv", Visits());

        CliRun run = CliRun.Of(["train", file, "--horizon", "3", "--out", _folder.In("run"), "--json"]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("target: visits (guessed; --target NAME)", run.Error, StringComparison.Ordinal);
        string recipe = File.ReadAllText(_folder.In("run", "recipe.yaml"));
        Assert.Contains("target: visits", recipe, StringComparison.Ordinal);
        Assert.Contains("horizon: 3", recipe, StringComparison.Ordinal);
        using JsonDocument metrics = JsonDocument.Parse(run.Output);
        JsonElement verdict = metrics.RootElement.GetProperty("verdict");
        Assert.True(verdict.GetProperty("beats_baselines").GetBoolean());
        Assert.Equal(0, verdict.GetProperty("likely_causes").GetArrayLength());
        CliRun forecast = CliRun.Of(["forecast", _folder.In("run"), "--data", file, "--json"]);
        Assert.True(forecast.ExitCode == 0, forecast.Error);
    }

    [Fact]
    public void A_run_that_does_not_beat_its_baselines_says_so_with_the_likely_cause()
    {
        // A trend that the network has never seen the height of, and no time to learn.
        string csv = "date,load\n" + string.Concat(Enumerable.Range(0, 120).Select(
            day => FormattableString.Invariant($"{new DateTime(2024, 1, 1).AddDays(day):yyyy-MM-dd},{100 + day}\n")));

        CliRun run = CliRun.Of(["train", TinySeries.WriteTo(_folder, csv, TinySeries.Recipe), "--out", _folder.In("run")]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("This run is worse than the baseline naive: its MAPE is ", run.Output, StringComparison.Ordinal);
        Assert.Contains("raise train.epochs", run.Output, StringComparison.Ordinal);
        Assert.Contains("add the step - difference: 1", run.Output, StringComparison.Ordinal);
        Assert.Contains("Likely causes", File.ReadAllText(_folder.In("run", "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_reading_decided_is_told_and_kept_in_the_report()
    {
        string file = _folder.Write("visits.csv", Visits().TrimEnd() + "\n2023-12-31,8,8\nTotal,99\n");

        CliRun run = CliRun.Of(["train", file, "--horizon", "3", "--out", _folder.In("run")]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("rows are not in the order of time", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 line behind the table is left out, from 'Total,99' on", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 line behind the table", File.ReadAllText(_folder.In("run", "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_that_share_their_stamps_are_refused_where_no_column_tells_them_apart()
    {
        string rows = string.Concat(Visits().Split('\n').Skip(1).Select(line => string.Concat(Enumerable.Repeat(line + "\n", 3))));
        string file = _folder.Write("shared.csv", "date,temperature,visits\n" + rows);

        CliRun.Of(["train", file, "--out", _folder.In("run")]).AssertRefused("different stamps", "a column that names the series");
        Assert.False(Directory.Exists(_folder.In("run")));
    }

    [Fact]
    public void Options_of_a_file_are_refused_for_a_recipe()
    {
        CliRun run = CliRun.Of(["train", TinySeries.WriteTo(_folder), "--horizon", "3", "--out", _folder.In("run")]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("window.horizon", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.In("run")));
    }

    [Theory]
    [InlineData("--target")]
    [InlineData("--horizon")]
    [InlineData("--resume")]
    [InlineData("--target", "a", "--target", "b")]
    public void An_option_without_its_value_is_refused(params string[] options)
    {
        CliRun run = CliRun.Of(["train", _folder.Write("visits.csv", Visits()), .. options]);

        Assert.Equal(2, run.ExitCode);
        Assert.DoesNotContain("unexpectedly", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(34)]
    [InlineData(200)]
    public void A_horizon_longer_than_the_test_part_is_refused_before_trials(int horizon)
    {
        CliRun run = CliRun.Of(
            ["train", _folder.Write("visits.csv", Visits()), "--target", "visits", "--horizon", FormattableString.Invariant($"{horizon}")]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("take at most 33", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_too_short_to_learn_from_is_refused()
    {
        CliRun run = CliRun.Of(["train", _folder.Write("few.csv", "date,y\n2024-01-01,1\n2024-01-02,2\n"), "--out", _folder.In("run")]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("too few", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.In("run")));
    }

    /// <summary>Visits with a weekly season, beside a temperature.</summary>
    private static string Visits() => "date,temperature,visits\n" + string.Concat(Enumerable.Range(0, 220).Select(day =>
    {
        double noise = day * 7919 % 101 / 101.0;
        return FormattableString.Invariant(
            $"{new DateTime(2024, 1, 1).AddDays(day):yyyy-MM-dd},{10 + (3 * noise):F1},{200 + (60 * (day % 7)) + (15 * noise):F0}\n");
    }));
}
