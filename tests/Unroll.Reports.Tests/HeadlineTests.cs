using Unroll.Tasks.Learning;

namespace Unroll.Reports.Tests;

/// <summary>The main score, and what is said of it beside the best baseline.</summary>
public class HeadlineTests
{
    [Fact]
    public void The_headline_tells_how_much_better_than_the_best_baseline()
    {
        Page page = new(RunFixture.Run());
        Assert.Equal("MAPE on the test part", page.Text(".hero .label"));
        Assert.Equal("0.97 %", page.Text(".hero .figure"));
        Assert.Equal("76 % less error than seasonal-naive", page.Text(".verdict.better"));
        Assert.Equal("This network 0.97 % naive 8.12 % seasonal-naive 4.04 %", page.Text(".bars"));
        Assert.Equal(
            ["width:11.95%", "width:100%", "width:49.78%"],
            page.Document.QuerySelectorAll(".fill").Select(fill => fill.GetAttribute("style")));
        Assert.Equal(
            "MAE 13.2 GWh seasonal-naive: 54.1\u00a0GWh",
            string.Join(' ', page.Document.QuerySelector(".tile")!.Children.Select(part => part.TextContent)));
    }

    [Fact]
    public void Networks_that_are_worse_than_a_baseline_are_said_to_be() =>
        Assert.Equal(
            "25 % more error than seasonal-naive", Of(RunFixture.Errors(60, 70, 5), RunFixture.Errors(54, 80, 4)).Text(".verdict.worse"));

    [Fact]
    public void What_is_as_good_is_no_better() =>
        Assert.Equal(
            "No better than seasonal-naive", Of(RunFixture.Errors(54, 70, 4.01), RunFixture.Errors(54, 80, 4)).Text(".verdict.even"));

    [Theory]
    [InlineData(0.3, "even", "50 % less error than naive, which may be chance: p = 0.300 (mcnemar)")]
    [InlineData(0.01, "better", "50 % less error than naive")]
    public void A_lead_that_may_be_chance_is_said_to_be(double p, string tone, string words)
    {
        ToyEvaluation test = new("test", 20, RunFixture.Errors(2, 2, 2), ("naive", RunFixture.Errors(4, 4, 4)))
        {
            Test = new SignificanceTest("mcnemar", 1, p, 20),
        };
        Assert.Equal(words, new Page(RunFixture.Run() with { Test = test }).Text($".verdict.{tone}"));
    }

    [Fact]
    public void Where_the_first_score_is_not_defined_the_next_leads()
    {
        Page page = Of(RunFixture.Errors(3, 4, double.NaN), RunFixture.Errors(6, 7, double.NaN));
        Assert.Equal("3.00 GWh", page.Text(".hero .figure"));
        Assert.Equal("MAE on the test part", page.Text(".hero .label"));
        Assert.Contains("This network – 3.000", page.Text(".scores tbody[data-part=test] tr.own"), StringComparison.Ordinal);
    }

    [Fact]
    public void Shares_are_compared_in_percentage_points()
    {
        Page page = Of(RunFixture.Shares(0.974), RunFixture.Shares(0.5));
        Assert.Equal("97.40 %", page.Text(".hero .figure"));
        Assert.Equal("47.4 percentage points higher than seasonal-naive", page.Text(".verdict.better"));
        Assert.Equal(["width:97.4%", "width:50%"], page.Document.QuerySelectorAll(".fill").Select(fill => fill.GetAttribute("style")));
        Assert.Contains("+47.4 points", page.Text(".scores tbody[data-part=test] tr.own"), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_scores_are_compared_by_their_difference()
    {
        Page page = Of(Determination(0.9), Determination(-0.25));
        Assert.Equal("1.15 higher than seasonal-naive", page.Text(".verdict.better"));
        Assert.Equal(["width:100%", "width:0%"], page.Document.QuerySelectorAll(".fill").Select(fill => fill.GetAttribute("style")));

        static Scores Determination(double value) => new([new Score("r2", "R²", value) { LowerIsBetter = false }]);
    }

    [Fact]
    public void Without_a_baseline_nothing_is_compared()
    {
        Page page = new(RunFixture.Run() with { Test = new ToyEvaluation("test", 1, RunFixture.Errors(1, 2, 3)) });
        Assert.Equal("3.00 %", page.Text(".hero .figure"));
        Assert.Empty(page.Document.QuerySelectorAll(".verdict, .bars"));
        Assert.Equal("1 window, 1 Jan 2024 – 31 Dec 2024", page.Text(".hero .note"));
    }

    private static Page Of(Scores model, Scores baseline) =>
        new(RunFixture.Run() with { Test = new ToyEvaluation("test", 366, model, ("seasonal-naive", baseline)) });
}
