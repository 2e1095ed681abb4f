using System.Security.Cryptography;
using System.Text;
using AngleSharp.Dom;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Reports.Tests;

public class ReportWriterTests
{
    [Fact]
    public void A_task_without_sections_has_what_every_report_has()
    {
        Page page = new(RunFixture.Run());
        Assert.Equal(
            ["headline", "scores", "learning", "model", "recipe", "run"],
            page.Document.QuerySelectorAll("main > section").Select(section => section.Id));
        Assert.Equal("Unroll report · toy", page.Text(".kicker"));
        Assert.Equal("sample · Unroll report", page.Document.Title);
        Assert.Equal("Load in GWh, 1 day ahead, from the 33 days before", page.Text(".lead"));
        Assert.Empty(page.Document.QuerySelectorAll("script[src]"));
    }

    [Fact]
    public void No_place_of_the_template_stays_empty_and_braces_of_the_recipe_stay_as_they_are()
    {
        Page page = new(RunFixture.Run());
        Assert.Contains("{{days}}.csv", page.Find("#recipe-text").TextContent, StringComparison.Ordinal);
        Assert.Equal(2, page.Html.Split("{{").Length - 1);
    }

    [Fact]
    public void Secrets_of_the_recipe_are_not_in_the_page()
    {
        TrainingRun run = RunFixture.Run();
        DataRecipe data = new()
        {
            Database = new DatabaseRecipe("postgresql", "postgres://reader:hunter2@host/energy", "SELECT 1"),
            Target = "Load"
        };
        Page page = new(run with { Recipe = run.Recipe with { Data = data } });
        Assert.DoesNotContain("hunter2", page.Html, StringComparison.Ordinal);
        Assert.Contains("reader:***@host", page.Find("#recipe-text").TextContent, StringComparison.Ordinal);
    }

    [EmbeddedChartsFact]
    public void An_embedded_report_refers_to_nothing_outside()
    {
        Page page = new(RunFixture.Run(SectionFixture.All()));
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
        foreach (Page page in new[] { new Page(RunFixture.Run()), new Page(RunFixture.Run(SectionFixture.All())) })
        {
            string policy = page.Find("meta[http-equiv]").GetAttribute("content")!;
            string scripts = policy.Split(';').Single(rule => rule.Trim().StartsWith("script-src", StringComparison.Ordinal));
            Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", scripts, StringComparison.Ordinal);
            foreach (IElement script in page.Document.QuerySelectorAll("script:not([type]):not([src])"))
            {
                string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script.TextContent)));
                Assert.Contains($"'sha256-{hash}'", scripts, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Without_the_embedded_library_the_pinned_one_is_loaded_and_checked()
    {
        IElement script = new Page(RunFixture.Run(SectionFixture.Forecast(1)), ChartLibrary.Remote).Find("script[src]");
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
    public void The_table_holds_networks_and_baselines_of_both_parts()
    {
        TrainingRun run = RunFixture.Run();
        Page page = new(run);
        Assert.Equal("Predictions of MAPE MAE (GWh) RMSE (GWh) Forecasts MAPE against seasonal-naive", page.Text(".scores thead"));
        foreach (PartEvaluation part in new[] { run.Test, run.Validation! })
        {
            string text = page.Text($".scores tbody[data-part={part.Part}]");
            foreach (Scores scores in part.Baselines.Select(baseline => baseline.Value).Append(part.Model))
            {
                Assert.Contains(scores["mape"].ToString("0.00", null) + " %", text, StringComparison.Ordinal);
            }
        }

        Assert.Contains(
            "Test 366 windows, 1 Jan 2024 – 31 Dec 2024 This network 0.97 % 13.20 18.00 366 −76.0 % naive 8.12 %",
            page.Text(".scores tbody[data-part=test]"), StringComparison.Ordinal);
        Assert.Contains("Mean of the absolute error", page.Text(".glossary"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cross_validation_without_validation_part_shows_mean_and_deviation()
    {
        TrainingRun run = RunFixture.Run();
        Page page = new(run with
        {
            Recipe = run.Recipe with { Split = new FoldSplit(2) },
            Validation = null,
            Folds = [RunFixture.Part("test", RunFixture.Errors(1, 2, 3)), RunFixture.Part("test", RunFixture.Errors(3, 4, 5))],
        });

        Assert.Empty(page.Document.QuerySelectorAll(".scores tbody[data-part=validation]"));
        Assert.Contains("Each fold of the cross-validation", page.Text("#scores"), StringComparison.Ordinal);
        Assert.Contains("Cross-validation. The series are divided into 2 folds", page.Text("main"), StringComparison.Ordinal);

        // MAPE 3 and 5, MAE 1 and 3, RMSE 2 and 4.
        Assert.Contains("Mean 4.00 % 2.000 3.000", page.Text("#scores"), StringComparison.Ordinal);
        Assert.Contains("Standard deviation 1.41 % 1.414 1.414", page.Text("#scores"), StringComparison.Ordinal);
    }

    [Fact]
    public void Networks_on_the_validation_part_too_are_told()
    {
        TrainingRun run = RunFixture.Run();
        Page page = new(run with
        {
            Refit = new RefitTraining(
                [RunFixture.Train(28, StopReason.Completed, null), RunFixture.Train(1, StopReason.Completed, null)],
                new PartSummary("train", 2900, "windows"), run.Test),
        });

        Assert.Contains(
            "trained anew on the 2,900 windows of training and validation part, for 28, 1 epoch",
            page.Text("main > .notice:not(#no-charts)"), StringComparison.Ordinal);
    }

    [Fact]
    public void Final_networks_on_all_data_are_told()
    {
        TrainingRun run = RunFixture.Run();
        Page page = new(run with
        {
            Final = new FinalTraining([RunFixture.Train(28, StopReason.Completed, null)], new PartSummary("train", 3255, "windows")),
        });

        Assert.Contains(
            "the networks were trained anew on all 3,255 windows, for 28 epochs", page.Text("main > .notice:not(#no-charts)"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_repeats_a_run_is_told()
    {
        Page page = new(RunFixture.Run());
        string facts = page.Text("#run");
        foreach (string fact in new[]
        {
            "Data {{days}}.csv", "Seasonal period 7", "Target Load", "Classes on, off", "3 inputs a step Load, day-of-week=Mon, holiday",
            "Seed 7", "Threads 2",
            "Training time 3.4 s", $".NET {Environment.Version.Major}.", "Part From To Windows", "Training 1 Jan 2016 31 Dec 2022 2,524",
            "epoch 28",
        })
        {
            Assert.Contains(fact, facts, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("Nested", facts, StringComparison.Ordinal);
        Assert.Contains("6,784", page.Text("#model"), StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_of_whole_series_count_what_is_in_them()
    {
        TrainingRun run = RunFixture.Run();
        Page page = new(
            run with
            {
                Parts = [
                new PartSummary("train", 12, "series") { Counts = [new("gun", 5), new("point", 7)] },
                new PartSummary("test", 4, "series") { Counts = [new("gun", 4)] }]
            });
        Assert.Equal("Part Series gun point Training 12 5 7 Test 4 4 0", page.Text("table.parts"));
    }

    [Fact]
    public void An_interrupted_run_its_folds_and_warnings_are_told_first()
    {
        TrainingRun run = RunFixture.Run() with
        {
            Histories = [RunFixture.Train(3, StopReason.Cancelled, null)],
            Folds = [RunFixture.Part("test", RunFixture.Errors(1, 2, 3)), RunFixture.Part("test", RunFixture.Errors(2, 3, 4))],
            Warnings = ["4 windows left out: a value in them is missing."],
        };
        Page page = new(run);
        string[] notices = [.. page.Document.QuerySelectorAll("main > .notice:not(#no-charts)").Select(notice => notice.TextContent)];
        Assert.StartsWith("Training was interrupted. It was stopped after 3 epochs", notices[0], StringComparison.Ordinal);
        Assert.StartsWith("Walk forward. The test part is 2 tests", notices[1], StringComparison.Ordinal);
        Assert.Equal("Mind. 4 windows left out: a value in them is missing.", notices[2]);
        Assert.Contains("Each test of the walk forward", page.Text("#scores"), StringComparison.Ordinal);
        Assert.Empty(new Page(RunFixture.Run()).Document.QuerySelectorAll("main > .notice:not(#no-charts)"));
    }

    [Fact]
    public void A_diverged_run_without_an_epoch_still_has_a_report()
    {
        Scores undefined = RunFixture.Errors(double.NaN, double.NaN, double.NaN);
        TrainingRun run = RunFixture.Run() with
        {
            Histories = [RunFixture.Train(0, StopReason.NonFinite, null)],
            Test = new ToyEvaluation("test", 366, new([.. undefined.Take(3)]), ("naive", undefined)),
        };
        Page page = new(run);
        Assert.Contains("Training diverged", page.Text("main > .notice:not(#no-charts)"), StringComparison.Ordinal);
        Assert.Contains("No score of the test part is defined (366 windows", page.Text("#headline"), StringComparison.Ordinal);
        Assert.Equal("Learning curves No epoch was run to its end.", page.Text("#learning"));
        Assert.DoesNotContain("NaN", page.Find("main").TextContent, StringComparison.Ordinal);
    }
}
