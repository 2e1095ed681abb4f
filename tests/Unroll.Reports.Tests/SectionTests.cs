using AngleSharp.Dom;
using Unroll.Reports.Html;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Reports.Tests;

/// <summary>Each kind of section as a reader sees it.</summary>
public class SectionTests
{
    [Fact]
    public void Sections_stand_in_their_order_between_the_result_and_the_scores_and_in_the_contents()
    {
        Page page = new(RunFixture.Run(SectionFixture.All()));
        string[] sections = [.. page.Document.QuerySelectorAll("main > section").Select(section => section.Id!)];
        Assert.Equal(
            ["headline", "section-forecast-against-truth", "section-series-a-name", "section-lines-a-name"], sections[..4]);
        Assert.Equal(["scores", "learning", "model", "recipe", "run"], sections[^5..]);
        Assert.Equal(sections, page.Document.QuerySelectorAll("nav a").Select(link => link.GetAttribute("href")![1..]));
        Assert.DoesNotContain(page.Document.QuerySelectorAll("[id]").GroupBy(element => element.Id), group => group.Count() > 1);
    }

    [Fact]
    public void Sections_of_the_same_or_of_no_readable_title_have_names_of_their_own()
    {
        FactsSection[] sections = [.. new[] { "Scores", "scores!", "Größe", "誤差", "誤差" }.Select(title => new FactsSection(title, []))];
        Page page = new(RunFixture.Run(sections));
        Assert.Equal(
            ["section-scores", "section-scores-2", "section-gr-e", "section-2", "section-3"],
            page.Document.QuerySelectorAll("main > section").Skip(1).Take(5).Select(section => section.Id));
        Assert.Equal(
            ["Scores", "scores!", "Größe", "誤差", "誤差"],
            page.Document.QuerySelectorAll("section[id^=section] h2").Select(head => head.TextContent));
    }

    [Fact]
    public void Tables_wider_than_a_page_scroll_by_themselves() => Assert.All(
        new Page(RunFixture.Run(SectionFixture.All())).Document.QuerySelectorAll("table"),
        table => Assert.True(table.Closest(".scroll[tabindex='0'][role=region][aria-label]") is not null, table.OuterHtml));

    [Fact]
    public void A_table_shows_texts_times_and_numbers_and_what_is_not_known()
    {
        IElement[] rows = Rows<TableSection>();
        Assert.Equal(["a name", "Wed 1 May 2024", "−12.35", "1,234", "–"], Cells(rows[0]));
        Assert.Equal(["a name", "row 17", "+0.5000", "1", "–"], Cells(rows[1]));
    }

    [Fact]
    public void A_table_of_scores_stresses_the_best_of_each_measure()
    {
        IElement[] rows = Rows<ScoreTableSection>();
        Assert.Equal(["a name", "3.00 %", "1.000", "2.000", "366"], Cells(rows[0]));
        Assert.Equal(["a name 2", "–", "2.000", "1.000", "366"], Cells(rows[1]));
        Assert.Equal(["1.000", "1.000"], rows.SelectMany(row => row.QuerySelectorAll("b")).Select(best => best.TextContent));
    }

    [Fact]
    public void A_matrix_tells_shares_of_its_rows_in_figures_and_by_colour()
    {
        IElement[] rows = Rows<MatrixSection>();
        Assert.Equal(["a name", "8 80 %", "2 20 %"], Cells(rows[0]));
        Assert.Contains("--own) 48%", rows[0].QuerySelector("td.right")!.GetAttribute("style"), StringComparison.Ordinal);
        Assert.Contains("--other) 12%", rows[0].QuerySelector("td.wrong")!.GetAttribute("style"), StringComparison.Ordinal);
        Assert.Contains("--own) 0%", rows[1].QuerySelector("td.right")!.GetAttribute("style"), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_are_named_in_the_legend()
    {
        IElement section = Section<LineSection>();
        Assert.Equal(
            ["a name", "a name 2", "a name 3", "a name 4"], section.QuerySelectorAll(".legend li").Select(name => name.TextContent));
        Assert.Equal(["line", "line second", "line third", "chance"], section.QuerySelectorAll("polyline").Select(line => line.ClassName));
        Assert.Equal("a name", section.QuerySelector(".note")!.TextContent);
        Assert.Contains("a name (a name)", section.QuerySelectorAll("svg.plot text").Select(text => text.TextContent));

        // The point that is not finite is left out.
        Assert.Equal(3, section.QuerySelector("polyline")!.GetAttribute("points")!.Split(' ').Length);
    }

    [Fact]
    public void Small_charts_stand_side_by_side_with_their_titles()
    {
        IElement section = Section<ChartGridSection>();
        Assert.Equal("a name", section.QuerySelector("h3")!.TextContent);
        Assert.Equal(
            ["a name 1", "a name 2", "a name 3"],
            section.QuerySelectorAll(".small-charts figure figcaption").Select(caption => caption.TextContent));
        Assert.Equal(3, section.QuerySelectorAll("svg.plot polyline").Length);
    }

    [Fact]
    public void Many_lines_look_alike_and_are_named_one_by_one()
    {
        ChartLine[] lines = [.. Enumerable.Range(1, 9).Select(number => new ChartLine($"speaker {number}", [0, 1], [0, 1]))];
        Page page = new(
            RunFixture.Run(
                new LineSection(
                    "ROC", new ChartAxis("x"), new ChartAxis("y"),
                    [.. lines, new ChartLine("chance", [0, 1], [0, 1]) { IsReference = true }])));
        Assert.Equal(["chance"], page.Document.QuerySelectorAll("#section-roc .legend li").Select(name => name.TextContent));
        Assert.Equal(
            lines.Select(line => line.Name), page.Document.QuerySelectorAll("#section-roc .names li").Select(name => name.TextContent));
        Assert.Equal(9, page.Document.QuerySelectorAll("#section-roc polyline.faint title").Length);
    }

    [Fact]
    public void A_scatter_has_equal_axes_a_diagonal_and_no_more_points_than_can_be_seen()
    {
        IElement section = Section<ScatterSection>();
        Assert.Equal(400, section.QuerySelectorAll(".dots path").Length);
        Assert.StartsWith("a name: ", section.QuerySelector(".dots title")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(section.QuerySelectorAll("figcaption"));
        string[] diagonal = section.QuerySelector("polyline.chance")!.GetAttribute("points")!.Split(' ');
        Assert.Equal(["68,230", "464,34"], diagonal);

        ScatterSection many = new(
            "Many", new ChartAxis("x"), new ChartAxis("y"), [.. Enumerable.Range(0, 50_000).Select(i => new ChartPoint("", i, i))]);
        Page page = new(RunFixture.Run(many));
        Assert.Equal(2000, page.Document.QuerySelectorAll(".dots path").Length);
        Assert.Equal("2,000 of 50,000 points, evenly chosen.", page.Text("#section-many figcaption"));
    }

    [Fact]
    public void A_histogram_counts_every_finite_value()
    {
        Page page = new(RunFixture.Run(new HistogramSection("Errors", new ChartAxis("error"), [-3, -1, 0, 0.5, 1, 2, 4, double.NaN])));
        Assert.Equal(
            ["−4 to −2: 1", "−2 to 0: 1", "0 to 2: 3", "2 to 4: 1", "4 to 6: 1"],
            page.Document.QuerySelectorAll("#section-errors rect title")
                .Select(title => title.TextContent.Replace(".000", "", StringComparison.Ordinal)));
        Assert.StartsWith("7 values in bins of 2: mean 0.500", page.Text("#section-errors figcaption"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_empty_says_so_and_draws_nothing()
    {
        Page page = new(RunFixture.Run(
            new LineSection("Lines", new ChartAxis("x"), new ChartAxis("y"), [new ChartLine("none", [], [])]),
            new ScatterSection("Points", new ChartAxis("x"), new ChartAxis("y"), [new("", double.NaN, 1)]),
            new HistogramSection("Bars", new ChartAxis("x"), []),
            new ForecastSection("Forecast", 1, [new ForecastTrack("test", "Load", [])]),
            new SeriesSection("Series", new ChartAxis("x"), [1], [new(new ChartAxis("y"), [new SeriesLine("none", [double.NaN])])])));
        Assert.Equal(
            5, page.Document.QuerySelectorAll("section[id^=section] > p")
                .Count(text => text.TextContent.StartsWith("There is no", StringComparison.Ordinal)));
        Assert.Empty(page.Document.QuerySelectorAll("section[id^=section] svg"));
    }

    [Fact]
    public void Users_register_what_draws_their_own_sections()
    {
        Assert.Contains(
            "Nothing draws a UnknownSection", new Page(RunFixture.Run(new UnknownSection())).Text("#section-own"),
            StringComparison.Ordinal);

        SectionRenderers.Register<QuoteSection>(section => Markup.Of($"<blockquote>{section.Text}</blockquote>"));
        Page page = new(RunFixture.Run(new QuoteSection("<i>what</i> it says"), new NestedQuote()));
        Assert.Equal(["<i>what</i> it says", "nested"], page.Document.QuerySelectorAll("blockquote").Select(quote => quote.TextContent));
        Assert.Empty(page.Document.QuerySelectorAll("blockquote i"));
    }

    private static IElement Section<TSection>()
        where TSection : ReportSection
    {
        ReportSection[] all = SectionFixture.All();
        Page page = new(RunFixture.Run(all));
        return page.Document.QuerySelectorAll("main > section").Skip(1).ElementAt(Array.FindIndex(all, section => section is TSection));
    }

    private static IElement[] Rows<TSection>()
        where TSection : ReportSection
        => [.. Section<TSection>().QuerySelectorAll("tbody tr")];

    private static IEnumerable<string> Cells(IElement row) => row.Children.Select(cell => cell.TextContent);

    private sealed record UnknownSection() : ReportSection("Own");

    private record QuoteSection(string Text) : ReportSection("Quote");

    private sealed record NestedQuote() : QuoteSection("nested");
}
