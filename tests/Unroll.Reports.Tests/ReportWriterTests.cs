using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Forecasting;
using Unroll.Training;

namespace Unroll.Reports.Tests;

public class ReportWriterTests
{
    [Fact]
    public void Every_section_is_there_once_and_in_the_contents()
    {
        Page page = new(RunFixture.Run());
        string[] sections = ["headline", "forecast", "scores", "learning", "residuals", "steps", "model", "recipe", "run"];
        Assert.Equal(sections, page.Document.QuerySelectorAll("main > section").Select(section => section.Id));
        Assert.Equal(sections, page.Document.QuerySelectorAll("nav a").Select(link => link.GetAttribute("href")![1..]));
    }

    [Fact]
    public void No_place_of_the_template_stays_empty_and_braces_of_the_recipe_stay_as_they_are()
    {
        Page page = new(RunFixture.Run());
        Assert.Equal(1, page.Html.Split("{{").Length - 1);
        Assert.Contains("{{days}}", page.Find("#recipe").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_are_unique()
    {
        Page page = new(RunFixture.Run(7));
        Assert.DoesNotContain(page.Document.QuerySelectorAll("[id]").GroupBy(element => element.Id), group => group.Count() > 1);
    }

    [EmbeddedChartsFact]
    public void An_embedded_report_refers_to_nothing_outside()
    {
        Page page = new(RunFixture.Run());
        foreach (string name in new[] { "src", "href", "action", "data", "poster" })
        {
            Assert.DoesNotContain(
                page.Document.QuerySelectorAll($"[{name}]").Select(element => element.GetAttribute(name)!),
                address => !address.StartsWith('#') && !address.StartsWith("data:", StringComparison.Ordinal));
        }

        Assert.DoesNotContain("url(", page.Find("style").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page.Find("style").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_reports_own_scripts_may_run()
    {
        Page page = new(RunFixture.Run());
        string policy = page.Find("meta[http-equiv]").GetAttribute("content")!;
        string scripts = policy.Split(';').Single(rule => rule.Trim().StartsWith("script-src", StringComparison.Ordinal));
        Assert.DoesNotContain("unsafe", scripts, StringComparison.Ordinal);
        foreach (IElement script in page.Document.QuerySelectorAll("script:not([type]):not([src])"))
        {
            string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script.TextContent)));
            Assert.Contains($"'sha256-{hash}'", scripts, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Without_the_embedded_library_the_pinned_one_is_loaded_and_checked()
    {
        IElement script = new Page(RunFixture.Run(), ChartLibrary.Remote).Find("script[src]");
        Assert.Equal(ChartLibrary.Address, script.GetAttribute("src"));
        Assert.Contains($"@{ChartLibrary.Version}/", ChartLibrary.Address, StringComparison.Ordinal);
        Assert.Equal(ChartLibrary.Integrity, script.GetAttribute("integrity"));
        Assert.Equal("anonymous", script.GetAttribute("crossorigin"));
    }

    [EmbeddedChartsFact]
    public void The_embedded_library_is_the_pinned_one()
    {
        using Stream script = typeof(ReportWriter).Assembly.GetManifestResourceStream("echarts.js")!;
        Assert.Equal(ChartLibrary.Integrity, "sha384-" + Convert.ToBase64String(SHA384.HashData(script)));
    }

    [Fact]
    public void The_headline_tells_how_much_better_than_seasonal_naive()
    {
        ForecastRun run = WithTestScores(new ForecastScores(13.2, 18, 0.97, 0.97, 0.3), new ForecastScores(54.1, 80, 4.042, 4, 1.2));
        Page page = new(run);
        Assert.Equal("0.97 %", page.Text(".hero .figure"));
        Assert.Equal("76 % less error than the seasonal-naive forecast", page.Text(".verdict.better"));
        Assert.Contains("4.04 %", page.Text(".bars"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_is_worse_than_naive_is_said_to_be()
    {
        ForecastRun run = WithTestScores(new ForecastScores(60, 70, 5, 5, 1.3), new ForecastScores(54, 80, 4, 4, 1.2));
        Assert.Equal("25 % more error than the seasonal-naive forecast", new Page(run).Text(".verdict.worse"));
    }

    [Fact]
    public void Where_the_percentage_is_not_defined_the_absolute_error_leads()
    {
        ForecastRun run = WithTestScores(
            new ForecastScores(3, 4, double.NaN, 20, double.NaN), new ForecastScores(6, 7, double.NaN, 30, double.NaN));
        Page page = new(run);
        Assert.Equal("3.00 GWh", page.Text(".hero .figure"));
        Assert.Contains("MAE on the test part", page.Text(".hero .label"), StringComparison.Ordinal);
        Assert.Contains("–", page.Text(".scores tbody[data-part=test] tr.own"), StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page.Document.Body!.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_holds_model_and_baselines_of_both_parts()
    {
        ForecastRun run = RunFixture.Run();
        Page page = new(run);
        foreach (PartEvaluation part in run.Parts)
        {
            string text = page.Text($".scores tbody[data-part={part.Part}]");
            foreach (ForecastScores scores in part.Baselines.Values.Append(part.Model))
            {
                Assert.Contains(scores.Mape.ToString("0.00", null) + " %", text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void What_repeats_a_run_is_told()
    {
        Page page = new(RunFixture.Run());
        string facts = page.Text("#run");
        foreach (string fact in new[] { "Seed 7", "Threads 2", "Training time 3.4 s", $".NET {Environment.Version.Major}.", "1 Jan 2016 – 31 Dec 2024", "Training 1 Jan 2016 31 Dec 2022 2,524", "epoch 28" })
        {
            Assert.Contains(fact, facts, StringComparison.Ordinal);
        }

        Assert.Contains("6,784", page.Text("#model"), StringComparison.Ordinal);
        Assert.Contains("learning-rate: 0.003", page.Find("#recipe").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_run_says_so()
    {
        ForecastRun run = RunFixture.Run() with { Interrupted = true, SkippedWindows = 4, History = RunFixture.Train(3, StopReason.Cancelled, null) };
        string[] notices = [.. new Page(run).Document.QuerySelectorAll("main > .notice:not([hidden])").Select(notice => notice.TextContent)];
        Assert.Contains(notices, notice => notice.StartsWith("Training was interrupted. It was stopped after 3 epochs", StringComparison.Ordinal));
        Assert.Contains(notices, notice => notice.StartsWith("4 windows left out.", StringComparison.Ordinal));
        Assert.Empty(new Page(RunFixture.Run()).Document.QuerySelectorAll("main > .notice:not([hidden])"));
    }

    [Fact]
    public void A_diverged_run_without_an_epoch_still_has_a_report()
    {
        ForecastRun run = RunFixture.Run() with { History = RunFixture.Train(0, StopReason.NonFinite, null), Parts = [] };
        Page page = new(run);
        Assert.Contains("Training diverged", page.Text("main > .notice:not([hidden])"), StringComparison.Ordinal);
        Assert.Equal(0, page.Data.GetProperty("parts").GetArrayLength());
    }

    [Fact]
    public void One_step_ahead_needs_no_chart_by_step()
    {
        Page page = new(RunFixture.Run(1));
        Assert.Empty(page.Document.QuerySelectorAll("#chart-steps"));
        Assert.Contains("1 day ahead", page.Text("#steps"), StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("select"));
    }

    [Fact]
    public void Seven_steps_ahead_have_a_chart_and_a_choice()
    {
        Page page = new(RunFixture.Run(7));
        page.Find("#chart-steps");
        Assert.Equal(7, page.Document.QuerySelectorAll("select option").Length);
        Assert.Contains("1 to 7 days ahead", page.Text(".top .lead"), StringComparison.Ordinal);
        Assert.Contains("mean over 7 days", page.Text(".hero .label"), StringComparison.Ordinal);
    }

    private static ForecastRun WithTestScores(ForecastScores model, ForecastScores seasonalNaive)
    {
        ForecastRun run = RunFixture.Run();
        PartEvaluation test = run.Parts[1] with { Model = model, Baselines = new Dictionary<string, ForecastScores> { ["seasonal-naive"] = seasonalNaive } };
        return run with { Parts = [run.Parts[0], test] };
    }
}
