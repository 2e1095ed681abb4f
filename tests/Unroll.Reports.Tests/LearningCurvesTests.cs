using System.Text.Json;
using Unroll.Tasks.Learning.Sections;
using Unroll.Training;

namespace Unroll.Reports.Tests;

public class LearningCurvesTests
{
    [Fact]
    public void The_losses_of_a_network_stand_beside_its_learning_rate_with_the_best_epoch_marked()
    {
        Page page = new(RunFixture.Run());
        Assert.Equal(
            ["training loss", "validation loss", "learning rate"],
            page.Document.QuerySelectorAll("#learning .legend li").Select(name => name.TextContent));
        Assert.Equal("best: epoch 28", page.Text("#learning text.mark"));
        Assert.Equal(["epoch", "loss (log)", "epoch", "learning rate"], Axes(page));
        Assert.Equal(40, page.Document.QuerySelector("#learning polyline")!.GetAttribute("points")!.Split(' ').Length);

        // The same to look through, in the place of the picture where the script runs.
        JsonElement chart = JsonDocument.Parse(page.Find("#learning [data-series] script").TextContent).RootElement;
        Assert.Equal(40, chart.GetProperty("places").GetProperty("count").GetInt32());
        Assert.Equal(28, chart.GetProperty("marks")[0].GetProperty("at").GetDouble());
        Assert.True(chart.GetProperty("panels")[0].GetProperty("y").GetProperty("log").GetBoolean());
    }

    [Fact]
    public void Lines_can_be_looked_through_unless_one_goes_back()
    {
        ChartAxis axis = new("x");
        ChartLine even = new("even", [0, 1, 2], [1, double.NaN, 3]), other = new("other", [0.5, 2], [4, 5]);
        Page page = new(RunFixture.Run(
            new LineSection("Loss", axis, axis, [even, other]),
            new LineSection("Path", axis, axis, [even, new ChartLine("back", [1, 0], [1, 2])])));
        JsonElement chart = JsonDocument.Parse(page.Find("#section-loss [data-series] script").TextContent).RootElement;
        JsonElement[] lines = [.. chart.GetProperty("panels")[0].GetProperty("lines").EnumerateArray()];

        Assert.Single(page.Document.QuerySelectorAll("#section-loss svg.plot"));
        Assert.Equal([0, 0.5, 1, 2], chart.GetProperty("places").GetProperty("values").EnumerateArray().Select(value => value.GetDouble()));
        Assert.Equal([false, true], lines.Select(line => line.GetProperty("joined").GetBoolean()));
        Assert.Equal(JsonValueKind.Null, lines[0].GetProperty("values")[2].ValueKind);
        Assert.Empty(page.Document.QuerySelectorAll("#section-path [data-series]"));
    }

    [Fact]
    public void A_run_of_one_epoch_without_validation_shows_its_loss()
    {
        EpochRecord epoch = new(1, -0.5, null, 0.1, TimeSpan.Zero, new Dictionary<string, double>());
        Page page = new(RunFixture.Run() with { Histories = [new History([epoch], StopReason.Completed, null, TimeSpan.Zero)] });
        string[] points = page.Find("#learning polyline").GetAttribute("points")!.Split(' ');
        Assert.Equal(2, points.Length);
        Assert.Equal(points[0], points[1]);
        Assert.Equal(["training loss"], page.Document.QuerySelectorAll("#learning .legend li").Select(name => name.TextContent));
        Assert.Equal(["epoch", "loss"], Axes(page));
        Assert.Empty(page.Document.QuerySelectorAll("#no-charts, noscript"));
        Assert.DoesNotContain("echarts", page.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_network_of_an_ensemble_has_its_curves_on_the_same_axis()
    {
        Page page = new(
            RunFixture.Run() with
            {
                Histories = [
                .. Enumerable.Range(0, 10).Select(_ => RunFixture.Train(30, StopReason.EarlyStopping, 28))]
            });
        Assert.Equal(10, page.Document.QuerySelectorAll("#learning svg.plot").Length);
        Assert.Equal(
            "Network 1: the weights kept are those of epoch 28.", page.Document.QuerySelector("#learning figcaption")!.TextContent);
        Assert.Equal("2 further networks", page.Text("#learning summary"));
    }

    [Fact]
    public void Networks_of_a_walk_forward_tell_their_test()
    {
        Page page = new(RunFixture.Run() with
        {
            Histories = [.. Enumerable.Range(0, 4).Select(_ => RunFixture.Train(5, StopReason.Completed, null))],
            Folds = [RunFixture.Run().Test, RunFixture.Run().Test],
        });
        Assert.Equal(
            ["Test 1, network 1", "Test 1, network 2", "Test 2, network 1", "Test 2, network 2"],
            page.Document.QuerySelectorAll("#learning figcaption").Select(caption => caption.TextContent));
        Assert.Contains("Networks 4", page.Text("#run .facts"), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Axes(Page page) =>
        page.Document.QuerySelectorAll("#learning svg.plot text:not(.mark)").Select(text => text.TextContent)
            .Where(text => char.IsLetter(text[0]));
}
