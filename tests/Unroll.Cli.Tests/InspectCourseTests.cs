using System.Text.Json;

namespace Unroll.Cli.Tests;

/// <summary>Trends and changes of columns in <c>unroll inspect</c>.</summary>
public sealed class InspectCourseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>A rise of 0.1 a day, and a jump after 100 days.</summary>
    [Theory]
    [InlineData(0.1, 0, "rises by 0.1 a day", "load has none")]
    [InlineData(0, 20, "load rises by", "load has 1 change, at 2020-04-10")]
    public void Trend_and_changes_are_told(double slope, double jump, string trend, string changes)
    {
        Random random = new(1);
        string rows = string.Concat(Enumerable.Range(0, 200).Select(i => FormattableString.Invariant(
            $"{new DateTime(2020, 1, 1).AddDays(i):yyyy-MM-dd},{(slope * i) + (i >= 100 ? jump : 0) + random.NextDouble():0.000}\n")));
        string path = _folder.Write("course.csv", "date,load\n" + rows);

        string output = string.Join(' ', CliRun.Of(["inspect", path]).Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

        Assert.Contains(trend, output, StringComparison.Ordinal);
        Assert.Contains(changes, output, StringComparison.Ordinal);
    }

    /// <summary>Of six series four rise, one of them by a jump, one falls, and one does neither.</summary>
    [Fact]
    public void Trends_and_changes_of_several_series_are_counted()
    {
        Random random = new(3);
        (double Slope, double Jump)[] courses = [(0.1, 0), (0.2, 0), (0.15, 0), (-0.1, 0), (0, 0), (0, 20)];
        string path = _folder.Write("panel.csv", "id,date,load\n" + string.Concat(courses.SelectMany((course, k) =>
            Enumerable.Range(0, 150).Select(i => FormattableString.Invariant($"s{k},{new DateTime(2020, 1, 1).AddDays(i):yyyy-MM-dd},")
                + FormattableString.Invariant($"{(course.Slope * i) + (i < 75 ? 0 : course.Jump) + random.NextDouble():0.000}\n")))));

        using var document = JsonDocument.Parse(CliRun.Of(["inspect", path, "--json"]).Output);
        JsonElement load = document.RootElement.GetProperty("columns")[0];
        JsonElement panel = load.GetProperty("panel");
        Assert.Equal(
            (6, 4, 1, 1),
            (panel.GetProperty("series").GetInt32(), panel.GetProperty("rising").GetInt32(), panel.GetProperty("falling").GetInt32(),
                panel.GetProperty("changing").GetInt32()));
        Assert.Equal(JsonValueKind.Null, load.GetProperty("trend").ValueKind);
        string output = CliRun.Of(["inspect", path]).Output;
        Assert.Contains("load rises in 4 of 6 series, falls in 1", output, StringComparison.Ordinal);
        Assert.Contains("load has some in 1 of 6 series", output, StringComparison.Ordinal);
    }

    /// <summary>The target's trend is told though four other columns stand before it.</summary>
    [Fact]
    public void Trends_of_the_target_of_several_series_come_first()
    {
        Random random = new(5);
        string path = _folder.Write("wide.csv", "id,date,a,b,c,d,y\n" + string.Concat(Enumerable.Range(0, 360).Select(i =>
            FormattableString.Invariant($"s{i / 120},{new DateTime(2020, 1, 1).AddDays(i % 120):yyyy-MM-dd},")
                + string.Concat(Enumerable.Range(0, 4).Select(_ => FormattableString.Invariant($"{random.NextDouble():0.000},")))
                + FormattableString.Invariant($"{(0.1 * (i % 120)) + random.NextDouble():0.000}\n"))));

        Assert.Contains(
            "y rises in 3 of 3 series, falls in 0", CliRun.Of(["inspect", path, "--target", "y"]).Output, StringComparison.Ordinal);
    }
}
