using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Unroll.Tasks.Classification;
using Unroll.Training;

namespace Unroll.Reports.Tests;

public class ClassificationPageTests
{
    private static readonly string[] _nine = [.. Enumerable.Range(1, 9).Select(number => $"speaker {number}")];

    [Fact]
    public void Every_section_is_there_once_and_in_the_contents()
    {
        IHtmlDocument page = Page(ClassificationFixture.Run("gun", "point"));
        string[] sections = ["headline", "scores", "confusion", "roc", "learning", "model", "recipe", "run"];
        Assert.Equal(sections, page.QuerySelectorAll("main > section").Select(section => section.Id));
        Assert.Equal(sections, page.QuerySelectorAll("nav a").Select(link => link.GetAttribute("href")![1..]));
        Assert.DoesNotContain(page.QuerySelectorAll("[id]").GroupBy(element => element.Id), group => group.Count() > 1);
    }

    [Fact]
    public void It_is_framed_as_a_forecast_is_but_runs_no_script()
    {
        IHtmlDocument page = Page(ClassificationFixture.Run("gun", "point")), forecast = new Page(RunFixture.Run()).Document;
        foreach (string shared in new[] { "style", "link[rel=icon]", "meta[name=viewport]", ".kicker svg", ".skip" })
        {
            Assert.Equal(forecast.QuerySelector(shared)!.OuterHtml, page.QuerySelector(shared)!.OuterHtml);
        }

        Assert.Equal("Unroll classification report", page.QuerySelector(".kicker")!.TextContent.Trim());
        Assert.Equal("gestures · Unroll classification report", page.Title);
        Assert.Contains("default-src 'none'; style-src", page.QuerySelector("meta[http-equiv]")!.GetAttribute("content"), StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script"));
    }

    [Fact]
    public void Charts_name_their_axes_and_lines()
    {
        IHtmlDocument page = Page(ClassificationFixture.Run("gun", "point"));
        Assert.Equal(["chance: 0.500", "point: 0.667"], page.QuerySelectorAll("#roc .legend li").Select(name => name.TextContent));
        Assert.Equal(["training loss", "validation loss"], page.QuerySelectorAll("#learning .legend li").Select(name => name.TextContent));
        Assert.Equal(["false positive rate", "true positive rate"], Names("roc"));
        Assert.Equal(["epoch", "cross-entropy"], Names("learning"));

        string[] Names(string section) => [.. page.QuerySelectorAll($"#{section} svg.plot text").Select(text => text.TextContent).Where(text => char.IsLetter(text[0]))];
    }

    [Fact]
    public void Lines_of_many_classes_look_alike_and_are_named_one_by_one()
    {
        IHtmlDocument page = Page(ClassificationFixture.Run(_nine));
        Assert.Equal(["chance: 0.500"], page.QuerySelectorAll("#roc .legend li").Select(name => name.TextContent));
        Assert.Equal(_nine, page.QuerySelectorAll("#roc polyline.line title").Select(title => title.TextContent.Split(':')[0]));
    }

    [Fact]
    public void Tables_wider_than_a_page_scroll_by_themselves()
    {
        foreach (IHtmlDocument page in new[] { Page(ClassificationFixture.Run(_nine)), new Page(RunFixture.Run(7)).Document })
        {
            Assert.All(page.QuerySelectorAll("table"), table => Assert.True(table.Closest(".scroll[tabindex='0'][role=region][aria-label]") is not null, table.OuterHtml));
        }
    }

    [Fact]
    public void A_run_of_one_epoch_without_validation_shows_its_loss()
    {
        History single = RunFixture.Train(1, StopReason.Completed, best: null);
        History history = new([single.Epochs[0] with { ValidationLoss = null }], single.StopReason, single.BestEpoch, single.Elapsed);
        IHtmlDocument page = Page(ClassificationFixture.Run("gun", "point") with { Histories = [history] });
        string[] points = page.QuerySelector("#learning polyline")!.GetAttribute("points")!.Split(' ');
        Assert.Equal(2, points.Length);
        Assert.Equal(points[0], points[1]);
        Assert.Equal(["training loss"], page.QuerySelectorAll("#learning .legend li").Select(name => name.TextContent));
    }

    [Fact]
    public void What_went_wrong_in_any_network_is_told()
    {
        ClassificationRun run = ClassificationFixture.Run("gun", "point");
        IHtmlDocument page = Page(run with { Histories = [run.History, RunFixture.Train(3, StopReason.NonFinite, null)] });
        Assert.StartsWith("Training diverged. The loss became infinite or not a number after 3 epochs", page.QuerySelector("main > .notice")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(Page(run).QuerySelectorAll("main > .notice"));
    }

    [Fact]
    public void Hostile_texts_add_no_element_and_are_shown_as_they_are()
    {
        const string Hostile = "</script></style><img src=x onerror=alert(1)>\"' & {{data}} <!--";
        ClassificationRun plain = ClassificationFixture.Run("gun", "point");
        ClassificationRun named = ClassificationFixture.Run(Hostile, Hostile) with { Name = Hostile, ModelSummary = Hostile, InputNames = [Hostile], Recipe = plain.Recipe with { Text = Hostile } };
        IHtmlDocument page = Page(named);
        Assert.Equal(Page(plain).All.Select(element => element.LocalName), page.All.Select(element => element.LocalName));
        Assert.Equal(Hostile, page.QuerySelector("h1")!.TextContent);
        Assert.Equal(Hostile, page.QuerySelector("#recipe-text")!.TextContent);
    }

    private static IHtmlDocument Page(ClassificationRun run) => new HtmlParser().ParseDocument(ReportWriter.ToHtml(run));
}
