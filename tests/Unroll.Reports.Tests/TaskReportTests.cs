using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Reports.Tests;

/// <summary>The report of a small training of each task.</summary>
public class TaskReportTests
{
    private const string Forecast = """
        name: week
        data: {file: load.csv, target: [load, wind], id: plant, unit: GWh}
        window: {length: 14, horizon: 2}
        split: {train: 0.6, validation: 0.2, test: 0.2}
        model: [{gru: 6}, {dense: 12}]
        train: {loss: {quantile: [0.1, 0.5, 0.9]}, epochs: 3}
        """;

    private const string Classification = """
        name: waves
        task: classify
        data: {file: waves.csv, id: series, class: kind}
        split: {train: 0.6, validation: 0.2, test: 0.2}
        model: [{gru: 6}, {dense: {units: 3, activation: softmax}}]
        train: {epochs: 3}
        """;

    private const string Regression = """
        name: fleet
        task: regress
        data: {file: fleet.csv, id: series, target: left, channels: [level], unit: flights}
        split: {train: 0.6, validation: 0.2, test: 0.2}
        model: [{gru: 6}, {dense: 1}]
        train: {epochs: 3, ensemble: 2}
        """;

    [Fact]
    public void A_forecast_shows_its_forecasts_of_every_target_and_series()
    {
        Page page = Report(Forecast, Plants());
        Assert.Equal(
            [
                "headline", "section-forecast", "section-error-by-step", "section-targets", "section-quantiles",
                "section-calibration", "section-prediction-intervals", "section-coverage-by-step", "section-error-by-weekday",
                "section-largest-errors",
            ],
            Sections(page)[..10]);
        Assert.Equal(7, page.Document.QuerySelectorAll("#section-error-by-weekday tbody tr").Length);
        Assert.Equal("load, wind in GWh, 1 to 2 days ahead, from the 14 days before", page.Text(".lead"));
        Assert.Equal(
            ["a, load", "b, load", "a, wind", "b, wind"],
            page.Document.QuerySelectorAll("select[data-name] option").Select(option => option.TextContent));
        Assert.Equal(8, page.Data.GetProperty("tracks").GetArrayLength());
        Assert.Equal(
            ["95 % interval", "80 % interval"],
            page.Data.GetProperty("intervals").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(
            ["this network", "seasonal-naive"],
            page.Document.QuerySelectorAll("#section-error-by-step .legend li").Select(name => name.TextContent));
        Assert.Equal(6, page.Document.QuerySelectorAll("#section-largest-errors tbody tr").Length);
    }

    [Fact]
    public void A_forecast_shows_calibration_coverage_and_errors_by_the_hour()
    {
        RandomStream random = new(2);
        TimeIndex hours = new([.. Enumerable.Range(0, 1000).Select(hour => new DateTime(2024, 1, 1).AddHours(hour))]);
        Page page = Report(
            Forecast.Replace("[load, wind], id: plant", "load", StringComparison.Ordinal)
                .Replace("{dense: 12}", "{dense: 6}", StringComparison.Ordinal),
            SeriesSet.Of(new Frame(hours, ["load"], [[.. Enumerable.Range(0, 1000).Select(
                hour => 100 + (20 * Math.Sin(2 * Math.PI * hour / 24)) + random.NextNormal())]])));

        Assert.Equal(
            ["this network", "calibrated"],
            page.Document.QuerySelectorAll("#section-calibration .legend li").Select(name => name.TextContent));
        Assert.Equal(
            ["80 % interval", "95 % interval"],
            page.Document.QuerySelectorAll("#section-coverage-by-step .legend li").Select(name => name.TextContent).Take(2));
        Assert.Single(page.Document.QuerySelectorAll("#section-error-by-hour svg.plot"));
        Assert.Equal(7, page.Document.QuerySelectorAll("#section-error-by-weekday tbody tr").Length);
        Assert.Equal(
            ["MAPE", "MAE (GWh)"],
            page.Document.QuerySelectorAll("table.confidence tbody th").Select(measure => measure.TextContent));
        string[] cells = [.. page.Document.QuerySelectorAll("table.confidence tbody tr:nth-child(2) td").Select(cell => cell.TextContent)];
        double[] numbers = [.. cells.Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        Assert.InRange(numbers[0], numbers[1], numbers[2]);
    }

    [Fact]
    public void A_classification_shows_its_classes_and_what_was_taken_for_what()
    {
        Page page = Report(Classification, Waves());
        Assert.Equal(
            ["headline", "section-classes", "section-confusion", "section-roc", "section-precision-and-recall", "section-calibration"],
            Sections(page)[..6]);
        Assert.StartsWith("The class of whole series (falling, rising, level), from up to", page.Text(".lead"), StringComparison.Ordinal);
        Assert.Equal("Accuracy on the test part", page.Text(".hero .label"));
        Assert.Equal(9, page.Document.QuerySelectorAll("#section-confusion tbody td").Length);
        Assert.All(
            page.Document.QuerySelectorAll("#section-confusion tbody td"),
            cell => Assert.Contains("color-mix", cell.GetAttribute("style"), StringComparison.Ordinal));
        Assert.Contains("Accuracy", page.Text("table.confidence"), StringComparison.Ordinal);
        Assert.NotEmpty(page.Document.QuerySelectorAll("#section-misclassified-series tbody tr"));
        Assert.NotEmpty(page.Document.QuerySelectorAll("[id^=section-mistakes] svg, [id*=neighbour] svg"));
        Assert.Contains("Part Series falling rising level", page.Text("table.parts"), StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("[data-forecast]"));
    }

    [Fact]
    public void The_area_under_the_curve_of_two_classes_has_its_confidence_interval()
    {
        Page page = Report(Classification.Replace("units: 3", "units: 2", StringComparison.Ordinal), Waves(classes: 2));
        Assert.Contains("95 % confidence interval", page.Text("#section-roc"), StringComparison.Ordinal);
        Assert.DoesNotContain("scale of the network", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("ROC AUC", page.Text("table.confidence"), StringComparison.Ordinal);
        Assert.NotEmpty(page.Document.QuerySelectorAll("#section-thresholds tbody tr"));
    }

    [Fact]
    public void A_regression_shows_predictions_over_true_values_and_every_networks_losses()
    {
        Page page = Report(Regression, Waves());
        Assert.Equal(
            [
                "headline", "section-prediction-intervals", "section-predictions", "section-residuals", "section-largest-errors",
                "section-saliency-of-s30", "section-saliency-of-s57", "section-how-far-back-the-state-of-gru-1-reaches",
                "section-hidden-states-of-gru-1-gru", "section-gates-of-gru-1-over-time", "scores",
            ],
            Sections(page)[..11]);
        Assert.Equal(3, page.Document.QuerySelectorAll(".heat-map img[alt]").Length);
        Assert.Contains("for the baseline, on the scale of the network", page.Text("#section-saliency-of-s30"), StringComparison.Ordinal);
        Assert.Matches(
            @"At \d+ steps? back it is still at least a hundredth of its largest",
            page.Text("#section-how-far-back-the-state-of-gru-1-reaches"));
        Assert.StartsWith("left in flights, a number of whole series, from up to", page.Text(".lead"), StringComparison.Ordinal);
        Assert.Equal(12, page.Document.QuerySelectorAll("#section-predictions .dots path").Length);
        Assert.Equal(2, page.Document.QuerySelectorAll("#learning svg.plot").Length);
        Assert.Contains("These networks", page.Text(".scores tbody[data-part=test]"), StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_of_several_targets_say_whose_they_are()
    {
        SeriesSet series = new([.. Waves().Items.Select(item => new SeriesItem(item.Id, new Frame(
            item.Frame.Time, ["level", "left", "half"],
            [item.Frame.Column("level").ToArray(), item.Frame.Column("left").ToArray(), Halves(item.Frame.Column("left"))])))]);
        Page page = Report(Regression.Edit("target: left", "target: [left, half]").Edit("dense: 1", "dense: 2"), series);

        Assert.EndsWith("of left on the test part", page.Text(".main-figure .label"), StringComparison.Ordinal);
        string[] tiles = [.. page.Document.QuerySelectorAll(".tile dt").Select(label => label.TextContent)];
        Assert.All(tiles[..^2], label => Assert.EndsWith(" of left", label, StringComparison.Ordinal));
        Assert.Equal(["Training", "Parameters"], tiles[^2..]);

        static double[] Halves(ReadOnlySpan<double> values) => [.. values.ToArray().Select(value => value / 2)];
    }

    private static Page Report(string recipe, SeriesSet series)
    {
        TrainingRun run = new Learner(RecipeReader.Parse(recipe, "recipe.yaml")).Fit(series);
        Page page = new(run);
        Assert.DoesNotContain("NaN", page.Find("main").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", page.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Document.QuerySelectorAll("[id]").GroupBy(element => element.Id), group => group.Count() > 1);
        Assert.Equal(recipe.Trim(), page.Find("#recipe-text").TextContent.Trim());
        return page;
    }

    private static string[] Sections(Page page) => [.. page.Document.QuerySelectorAll("main > section").Select(section => section.Id!)];

    private static SeriesSet Plants() => new([.. new[] { "a", "b" }.Select(id =>
    {
        RandomStream random = new(id[0]);
        double[] wind = [.. Enumerable.Range(0, 200).Select(day => 10 + (3 * Math.Sin(day * 0.9)) + random.NextNormal())];
        double[] load = [.. Enumerable.Range(0, 200).Select(day => 100 + (20 * Math.Sin(2 * Math.PI * day / 7)) + random.NextNormal())];
        TimeIndex days = new([.. Enumerable.Range(0, 200).Select(day => new DateTime(2020, 1, 1).AddDays(day))]);
        return new SeriesItem(id, new Frame(days, ["load", "wind"], [load, wind]));
    })]);

    private static SeriesSet Waves(int classes = 3)
    {
        RandomStream random = new(1);
        return new SeriesSet(
            [.. Enumerable.Range(0, 60).Select(i =>
            {
                int length = 8 + random.NextInt32(7);
                double slope = (i % classes) - 1 + ((classes == 2 ? 1 : 0.1) * random.NextNormal());
                double[] level = [.. Enumerable.Range(0, length).Select(step => 50 + (slope * step) + random.NextNormal())];
                Frame frame = new(
                    TimeIndex.Numbered(length), ["level", "left"], [level, [.. Enumerable.Repeat(100 - (30 * slope), length)]]);
                return new SeriesItem($"s{i + 1}", frame) { Class = i % classes };
            })],
            [],
            [.. ((string[])["falling", "rising", "level"]).Take(classes)]);
    }
}
