using System.Text.Json;
using Unroll.Reports.Analysis;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Tests;

/// <summary>Sections of series: what a page holds of them, however long they are.</summary>
public class SeriesSectionTests
{
    private const int Million = 1_000_000;

    [Fact]
    public void A_page_has_the_numbers_of_lines_bands_and_marks()
    {
        JsonElement data = Data(SectionFixture.Series());
        JsonElement places = data.GetProperty("places");
        Assert.Equal((60.0, 1704067200000.0, 86400000.0), (Number(places, "count"), Number(places, "start"), Number(places, "unit")));
        Assert.Equal([1], places.GetProperty("steps").EnumerateArray().Select(step => step.GetInt32()));

        JsonElement[] lines = [.. data.GetProperty("panels")[0].GetProperty("lines").EnumerateArray()];
        Assert.Equal(["line", "line", "dots"], lines.Select(line => line.GetProperty("kind").GetString()));
        Assert.Equal(JsonValueKind.Null, lines[0].GetProperty("values")[7].ValueKind);
        Assert.True(lines[0].GetProperty("given").GetBoolean());
        Assert.Equal(10 - 2, lines[1].GetProperty("band").GetProperty("lower")[10].GetDouble());
        Assert.Equal([20, 40], lines[2].GetProperty("at").EnumerateArray().Select(at => at.GetInt32()));
        Assert.Equal(2, lines[2].GetProperty("values").GetArrayLength());
        JsonElement mark = data.GetProperty("marks")[0];
        Assert.Equal(5 * 86400000.0, Number(mark, "to") - Number(mark, "from"));
        Assert.Equal(JsonValueKind.Null, data.GetProperty("marks")[1].GetProperty("from").ValueKind);
    }

    [Fact]
    public void Uneven_places_are_steps_in_a_unit_and_numbers_with_fractions_stand_as_they_are()
    {
        JsonElement uneven = Data(Line([10_000, 13_000, 20_000, 21_000], [1, 2, 3, 4])).GetProperty("places");
        Assert.Equal(1000, Number(uneven, "unit"));
        Assert.Equal([3, 7, 1], uneven.GetProperty("steps").EnumerateArray().Select(step => step.GetInt32()));
        JsonElement fractions = Data(Line([0.5, 1.25, 7], [1, 2, 3])).GetProperty("places");
        Assert.Equal([0.5, 1.25, 7], fractions.GetProperty("values").EnumerateArray().Select(place => place.GetDouble()));
    }

    [Fact]
    public void Of_a_million_places_highs_lows_dots_and_gaps_are_kept_and_the_page_stays_small()
    {
        double[] values = [.. Enumerable.Range(0, Million).Select(row => Math.Sin(row / 5000.0))];
        (values[123_456], values[654_321]) = (50, -60);
        Array.Fill(values, double.NaN, 300_000, 50_000);
        double[] dots = [.. values.Select((value, row) => row is 123_456 or 777_777 ? value : double.NaN)];
        SeriesSection section = new(
            "Long", new ChartAxis("row"), [.. Enumerable.Range(0, Million).Select(row => (double)row)],
            [
                new(new ChartAxis("y"), [new SeriesLine("y", values), new SeriesLine("dots", dots) { Kind = SeriesLineKind.Dots }]),
                new(new ChartAxis("z"), [new SeriesLine("z", [.. values.Select(value => -value)])]),
            ]);
        PlaceChoice choice = PlaceChoice.Of(section);

        Assert.All([0, 123_456, 654_321, 777_777, Million - 1], row => Assert.Contains(row, choice.Rows));
        Assert.Contains(choice.Rows, row => row is > 310_000 and < 340_000);
        Assert.InRange(choice.Rows.Length, 20_000, SeriesSection.MostNumbers / 2);
        Page page = PageOf(section);
        Assert.InRange(page.Html.Length - PageOf(Line([1, 2], [1, 2])).Html.Length, 100_000, 3_000_000);
        Assert.Contains("Of 1,000,000 places the highs and lows of", page.Text("figcaption:not(.zoom)"), StringComparison.Ordinal);
        JsonElement drawn = DataOf(page).GetProperty("panels")[0].GetProperty("lines")[1].GetProperty("values");
        Assert.Equal(2, drawn.GetArrayLength());
        Assert.Equal(50, drawn[0].GetDouble());
        Assert.Equal(Math.Sin(777_777 / 5000.0), drawn[1].GetDouble(), 1e-4);
    }

    [Fact]
    public void A_small_budget_leaves_less_and_a_large_series_within_it_is_whole()
    {
        double[] values = [.. Enumerable.Range(0, 10_000).Select(row => Math.Sin(row))];
        SeriesSection section = Line([.. Enumerable.Range(0, 10_000).Select(row => (double)row)], values);

        Assert.Equal(0, PlaceChoice.Of(section).Stretches);
        Assert.Equal(10_000, PlaceChoice.Of(section).Rows.Length);
        Assert.InRange(PlaceChoice.Of(section with { Budget = 4000 }).Rows.Length, 3000, 4002);
    }

    [Fact]
    public void A_page_with_series_runs_its_own_script_and_nothing_else()
    {
        Page page = PageOf(SectionFixture.Series());
        string policy = page.Find("meta[http-equiv=Content-Security-Policy]").GetAttribute("content")!;
        Assert.StartsWith("default-src 'none'; script-src 'sha256-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("Apache ECharts", page.Text("footer"), StringComparison.Ordinal);
        Page without = new(ReportPage.Of("Facts", "", [new FactsSection("Facts", [])], ChartLibrary.Preferred));
        Assert.DoesNotContain("Apache ECharts", without.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_another_length_is_refused()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => PageOf(Line([1, 2, 3], [1, 2])));
        Assert.Contains("'y' of 'Line' has 2 values, but there are 3 places", exception.Message, StringComparison.Ordinal);
    }

    private static SeriesSection Line(double[] places, double[] values) =>
        new("Line", new ChartAxis("x"), places, [new(new ChartAxis("y"), [new SeriesLine("y", values)])]);

    private static Page PageOf(SeriesSection section) => new(ReportPage.Of("Series", "", [section], ChartLibrary.Preferred));

    private static JsonElement Data(SeriesSection section) => DataOf(PageOf(section));

    private static JsonElement DataOf(Page page) => JsonDocument.Parse(page.Find("[data-series] script").TextContent).RootElement;

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();
}
