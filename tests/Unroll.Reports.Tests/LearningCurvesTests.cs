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
