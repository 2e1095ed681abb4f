using System.Globalization;
using System.Text.Json;

namespace Unroll.Cli.Tests;

public sealed class AnalysisTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Periods_of_a_column_have_period_unit_power_and_false_alarm_probability()
    {
        string page = Path.Combine(_folder.Path, "periods.html");
        JsonElement found = Document("periods", Hourly(), "--column", "load", "--json", "--report", page);

        Assert.Equal("load", found.GetProperty("column").GetString());
        JsonElement first = found.GetProperty("periods")[0];
        Assert.Equal(24, first.GetProperty("period").GetDouble(), 0.1);
        Assert.Equal("hours", first.GetProperty("unit").GetString());
        Assert.True(first.GetProperty("power").GetDouble() > 0.9);
        Assert.True(first.GetProperty("false_alarm_probability").GetDouble() < 1e-6);
        JsonElement[] charts = PageCharts.Of(page);
        Assert.Equal(["power", "mean", "autocorrelation"], charts.Select(chart => PageCharts.Lines(chart)[0][0]));
        Assert.True(charts[0].GetProperty("x").GetProperty("log").GetBoolean());
        Assert.Contains(charts[0].GetProperty("marks").EnumerateArray(), mark => Math.Abs(mark.GetProperty("at").GetDouble() - 24) < 0.1);
        Assert.Equal("bars", PageCharts.Line(charts[2], 1, 0).GetProperty("kind").GetString());
    }

    [Fact]
    public void Several_columns_have_the_same_objects_in_results()
    {
        JsonElement results = Document("periods", Hourly(), "--json").GetProperty("results");

        Assert.Equal(["load", "flat"], results.EnumerateArray().Select(result => result.GetProperty("column").GetString()));
        Assert.All(results.EnumerateArray(), result => Assert.Equal(JsonValueKind.String, result.GetProperty("series").ValueKind));
        Assert.Equal(24, results[0].GetProperty("periods")[0].GetProperty("period").GetDouble(), 0.1);
        Assert.Equal(0, results[1].GetProperty("periods").GetArrayLength());
        Assert.Contains("constant", results[1].GetProperty("notes")[0].GetString());
    }

    [Fact]
    public void Numbers_can_be_times()
    {
        Random random = new(3);
        double[] days = [.. Enumerable.Range(0, 300).Select(_ => 2000 + (50 * random.NextDouble())).Order()];
        string file = Write("star.csv", "day,brightness", days.Select(day => Line(day, Math.Sin(2 * Math.PI * day / 1.7))));

        JsonElement first = Document("periods", file, "--time", "day", "--json").GetProperty("periods")[0];
        Assert.Equal(1.7, first.GetProperty("period").GetDouble(), 0.001);
        Assert.Equal("day", first.GetProperty("unit").GetString());
    }

    [Theory]
    [InlineData("t")]
    [InlineData("time_step")]
    [InlineData("index")]
    public void A_column_that_counts_the_rows_is_their_time(string name)
    {
        string file = Write(
            "counted.csv", $"{name},load", Enumerable.Range(0, 300).Select(row => Line(row, Math.Sin(2 * Math.PI * row / 24) + (row % 7))));
        JsonElement found = Document("periods", file, "--json"), named = Document("periods", file, "--time", name, "--json");

        Assert.Equal("load", found.GetProperty("column").GetString());
        Assert.Equal(named.GetProperty("periods").ToString(), found.GetProperty("periods").ToString());
        Assert.Contains($"Column {name} counts the rows", CliRun.Of(["periods", file]).Output);
        Assert.Equal(name, Document("trend", file, "--column", name, "--json").GetProperty("column").GetString());
    }

    [Fact]
    public void Dips_are_found_as_boxes()
    {
        string file = Write(
            "transits.csv", "day,brightness",
            Enumerable.Range(0, 800).Select(i => Line(0.05 * i, (0.05 * i) % 3.7 < 0.2 ? 0.98 : 1 + (0.001 * Math.Sin(i * i)))));

        JsonElement first = Document(
            "periods", file, "--time", "day", "--method", "box-least-squares", "--duration", "0.2", "--json").GetProperty("periods")[0];
        Assert.Equal(3.7, first.GetProperty("period").GetDouble(), 0.02);
        Assert.Equal(0.02, first.GetProperty("depth").GetDouble(), 0.003);
        Assert.True(first.GetProperty("false_alarm_probability").GetDouble() < 1e-6);
    }

    [Fact]
    public void A_trend_has_its_slope_by_time_and_a_file_a_row_for_each_row()
    {
        string place = Path.Combine(_folder.Path, "trend.csv"), page = Path.Combine(_folder.Path, "trend.html");
        JsonElement found = Document("trend", Monthly(), "--json", "--out", place, "--report", page);

        Assert.Equal("months", found.GetProperty("unit").GetString());
        Assert.Equal(2, found.GetProperty("slope").GetProperty("estimate").GetDouble(), 0.1);
        Assert.True(found.GetProperty("mann_kendall").GetProperty("p_value").GetDouble() < 0.01);
        string[] lines = File.ReadAllLines(place);
        Assert.Equal("timestamp,value,trend", lines[0]);
        Assert.Equal(121, lines.Length);
        Assert.StartsWith("2010-01", lines[1]);
        JsonElement chart = Assert.Single(PageCharts.Of(page));
        Assert.Equal(["sales", "loess", "Theil–Sen line"], Assert.Single(PageCharts.Lines(chart)));
        Assert.True(chart.GetProperty("x").GetProperty("time").GetBoolean());
        Assert.Equal(
            new DateTimeOffset(2010, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(),
            chart.GetProperty("places").GetProperty("start").GetDouble());
        Assert.Equal(
            found.GetProperty("trend").EnumerateArray().Select(value => value.GetSingle()),
            PageCharts.Line(chart, 0, 1).GetProperty("values").EnumerateArray().Select(value => value.GetSingle()));
    }

    [Fact]
    public void Parts_of_a_series_add_up_in_the_file()
    {
        string place = Path.Combine(_folder.Path, "parts.csv"), page = Path.Combine(_folder.Path, "parts.html");
        JsonElement found = Document("decompose", Monthly(), "--json", "--out", place, "--report", page);

        Assert.Equal(12, found.GetProperty("seasons")[0].GetProperty("period").GetInt32());
        string[][] rows = [.. File.ReadLines(place).Skip(1).Select(line => line.Split(','))];
        Assert.Equal("timestamp,value,trend,seasonal,residual", File.ReadLines(place).First());
        Assert.All(rows, row => Assert.Equal(Number(row[1]), Number(row[2]) + Number(row[3]) + Number(row[4]), 9));
        Assert.Equal(
            [["sales", "trend"], ["season of 12"], ["residual"]], PageCharts.Lines(Assert.Single(PageCharts.Of(page))));
    }

    [RealDataFact]
    public void Seasons_of_a_day_and_a_week_are_found()
    {
        JsonElement found = Document("decompose", RealDataFactAttribute.File("nab/nyc_taxi.csv"), "--json");
        Assert.Equal([48, 336], found.GetProperty("seasons").EnumerateArray().Select(season => season.GetProperty("period").GetInt32()));

        Assert.Equal("mstl", Document("decompose", RealDataFactAttribute.File("classic/airline.csv"), "--method", "mstl", "--json")
            .GetProperty("method").GetString());
        JsonElement single = Document("decompose", RealDataFactAttribute.File("nab/nyc_taxi.csv"), "--method", "classical", "--json");
        Assert.Equal([48], single.GetProperty("seasons").EnumerateArray().Select(season => season.GetProperty("period").GetInt32()));
        Assert.Contains("a single season, here of 48 rows", single.GetProperty("notes")[1].GetString(), StringComparison.Ordinal);
        JsonElement year = Document("decompose", RealDataFactAttribute.File("classic/airline.csv"), "--json");
        Assert.Equal([12], year.GetProperty("seasons").EnumerateArray().Select(season => season.GetProperty("period").GetInt32()));
    }

    [Fact]
    public void Each_series_of_a_file_is_analysed()
    {
        string file = Write(
            "shops.csv", "shop,date,sales",
            from shop in new[] { "a", "b" }
            from day in Enumerable.Range(0, 60)
            select $"{shop},{new DateTime(2024, 1, 1).AddDays(day):yyyy-MM-dd},{(shop == "a" ? day : -day)}");

        JsonElement results = Document("trend", file, "--id", "shop", "--json").GetProperty("results");
        Assert.Equal(["a", "b"], results.EnumerateArray().Select(result => result.GetProperty("series").GetString()));
        Assert.Equal(1, results[0].GetProperty("slope").GetProperty("estimate").GetDouble(), 9);
        Assert.Equal(-1, results[1].GetProperty("slope").GetProperty("estimate").GetDouble(), 9);
    }

    [Fact]
    public void People_read_sentences_and_a_table()
    {
        CliRun run = CliRun.Of(["periods", Hourly(), "--column", "load"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("The strongest period is 2", run.Output);
        Assert.Contains("False alarm", run.Output);
    }

    [Fact]
    public void What_cannot_be_analysed_is_refused_with_a_sentence()
    {
        string file = Monthly(), few = Write("few.csv", "date,x", ["2020-01-01,1", "2020-01-02,2", "2020-01-03,3"]);

        CliRun.Of(["periods", file, "--column", "sale"]).AssertRefused("no column 'sale'", "sales");
        CliRun.Of(["periods", file, "--longest", "500"]).AssertRefused("sales", "spans 119");
        CliRun.Of(["periods", few]).AssertRefused("at least 8 values");
        CliRun.Of(["decompose", file, "--period", "1"]).AssertRefused("--period", "from 2");
        CliRun.Of(["decompose", file, "--period", "100"]).AssertRefused("two seasons");
        CliRun.Of(["trend", file, "--method", "splines"]).AssertRefused("loess", "hodrick-prescott");
        CliRun.Of(["trend", file, "--fraction", "3"]).AssertRefused("--fraction", "at most 1");
        CliRun.Of(["trend", file, "--out", file]).AssertRefused("--out");
        CliRun.Of(["trend", Path.Combine(_folder.Path, "none.csv")]).AssertRefused("none.csv");
    }

    private static JsonElement Document(params string[] args)
    {
        CliRun run = CliRun.Of(args);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }

    private string Hourly() => Write("hourly.csv", "time,load,flat", Enumerable.Range(0, 400).Select(hour => FormattableString.Invariant(
        $"{new DateTime(2024, 3, 1).AddHours(hour):yyyy-MM-dd HH:mm},{Math.Sin(Math.PI * hour / 12) + (0.1 * Math.Cos(hour * hour))},5")));

    private string Monthly() => Write("monthly.csv", "month,sales", Enumerable.Range(0, 120).Select(month => FormattableString.Invariant(
        $"{new DateTime(2010, 1, 1).AddMonths(month):yyyy-MM},{(2 * month) + (30 * Math.Sin(2 * Math.PI * month / 12))}")));

    private string Write(string name, string header, IEnumerable<string> lines)
    {
        string path = Path.Combine(_folder.Path, name);
        File.WriteAllLines(path, lines.Prepend(header));
        return path;
    }

    private static string Line(double x, double y) => FormattableString.Invariant($"{x},{y}");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
