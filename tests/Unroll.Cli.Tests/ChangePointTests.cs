using System.Text.Json;

namespace Unroll.Cli.Tests;

public sealed class ChangePointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData]
    [InlineData("--method", "pelt")]
    [InlineData("--method", "pelt", "--cost", "normal", "--rule", "elbow")]
    [InlineData("--method", "binary-segmentation", "--cost", "l1")]
    [InlineData("--method", "window", "--window", "20")]
    [InlineData("--method", "cusum")]
    [InlineData("--method", "bayesian-online")]
    public void Change_points_of_a_column_have_index_and_time(params string[] options)
    {
        JsonElement found = Document(["changepoints", Steps(), "--column", "x", "--json", .. options]);

        Assert.Equal("x", found.GetProperty("column").GetString());
        JsonElement[] changes = [.. found.GetProperty("change_points").EnumerateArray()];
        Assert.InRange(changes.Length, 1, 3);
        JsonElement change = changes.First(each => each.GetProperty("index").GetInt32() is >= 59 and <= 61);
        Assert.StartsWith("2024-0", change.GetProperty("time").GetString());
        Assert.True(change.GetProperty("low").GetInt32() <= change.GetProperty("high").GetInt32());
    }

    [Fact]
    public void Several_columns_have_results_or_change_together()
    {
        JsonElement results = Document("changepoints", Steps(), "--json").GetProperty("results");
        Assert.Equal(["x", "y", "flat"], results.EnumerateArray().Select(result => result.GetProperty("column").GetString()));
        Assert.Equal([1, 1, 0], results.EnumerateArray().Select(result => result.GetProperty("change_points").GetArrayLength()));

        JsonElement together = Document("changepoints", Steps(), "--joint", "--json");
        Assert.Equal("x, y, flat", together.GetProperty("column").GetString());
        Assert.Equal(60, Assert.Single(together.GetProperty("change_points").EnumerateArray()).GetProperty("index").GetInt32(), 1.0);
    }

    [Theory]
    [InlineData("cusum")]
    [InlineData("bayesian-online")]
    public void Detectors_of_one_value_after_the_other_find_what_columns_have_together(string method)
    {
        JsonElement found = Document("changepoints", Steps(), "--method", method, "--joint", "--json");

        Assert.Equal(60, Assert.Single(found.GetProperty("change_points").EnumerateArray()).GetProperty("index").GetInt32(), 1.0);
    }

    [Fact]
    public void Changes_are_written_and_drawn_with_the_path_they_were_chosen_from()
    {
        string place = Path.Combine(_folder.Path, "changes.csv"), page = Path.Combine(_folder.Path, "page.html");
        CliRun run = CliRun.Of(["changepoints", Steps(), "--column", "x", "--method", "pelt", "--out", place, "--report", page]);

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("index,time,low,high,gain", File.ReadLines(place).First());
        Assert.Equal(2, File.ReadLines(place).Count());
        string html = File.ReadAllText(page);
        Assert.Contains("Series and segments", html);
        Assert.Contains("Cost by the number of changes", html);
        JsonElement[] charts = PageCharts.Of(page);
        Assert.Equal([["x", "segments"]], PageCharts.Lines(charts[0]));
        JsonElement change = Assert.Single(charts[0].GetProperty("marks").EnumerateArray());
        Assert.True(change.GetProperty("from").GetDouble() <= change.GetProperty("at").GetDouble());
        Assert.True(change.GetProperty("at").GetDouble() <= change.GetProperty("to").GetDouble());
        Assert.Equal([["cost"], ["criterion"]], PageCharts.Lines(charts[1]));
    }

    [Fact]
    public void What_cannot_be_searched_is_refused_with_a_sentence()
    {
        string file = Steps();
        CliRun.Of(["changepoints", file, "--method", "magic"]).AssertRefused("automatic", "pelt");
        CliRun.Of(["changepoints", file, "--cost", "l1"]).AssertRefused("--method pelt");
        CliRun.Of(["changepoints", file, "--method", "pelt", "--window", "5"]).AssertRefused("--window");
        CliRun.Of(["changepoints", Write("one.csv", "x", ["1"])]).AssertRefused("at least 4");
        CliRun.Of(["changepoints", file, "--column", "x", "--method", "pelt", "--cost", "poisson"]).AssertRefused("below 0");
    }

    private static JsonElement Document(params string[] args)
    {
        CliRun run = CliRun.Of(args);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private string Steps()
    {
        Random random = new(4);
        return Write("steps.csv", "day,x,y,flat", Enumerable.Range(0, 120).Select(day => FormattableString.Invariant(
            $"{new DateTime(2024, 1, 1).AddDays(day):yyyy-MM-dd},{Level(day, 5) - 2},{Level(day, -4)},5")));

        double Level(int day, double step) =>
            (day < 60 ? 0 : step) + random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5;
    }

    private string Write(string name, string header, IEnumerable<string> lines)
    {
        string path = Path.Combine(_folder.Path, name);
        File.WriteAllLines(path, lines.Prepend(header));
        return path;
    }
}
