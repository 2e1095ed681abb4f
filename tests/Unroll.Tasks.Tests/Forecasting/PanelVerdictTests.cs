using System.Text.Json;
using Unroll.Series.Frames;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>The verdict on a network for many series, in which series count alike, however large they are.</summary>
public sealed class PanelVerdictTests
{
    private const int Days = 200;

    private static readonly Recipe _recipe = SmallSeries.Recipe(
        data: "{file: panel.csv, target: load, id: shop}",
        prepare: "{steps: [scale: {method: standard, per-series: true}]}",
        model: "[flatten, {dense: 1}]",
        train: "{learning-rate: 0.01, epochs: 15}");

    [Fact]
    public void It_goes_by_the_series_and_not_by_the_largest()
    {
        TrainingRun run = Forecaster.Create(_recipe, 1).Fit(WithGiant(12));
        ForecastEvaluation test = run.Part("test");

        // The giant is a random walk, which nothing forecasts better than its last value: of all points together, that is best.
        Assert.True(test.Baseline("naive")["mae"] < test.Model["mae"], $"{test.Model["mae"]}");
        Assert.Equal("series_mase", test.Comparison.Score!.Name);
        Assert.Equal("seasonal-naive", test.Comparison.Best!.Value.Key);
        Assert.False(test.Comparison.IsBeaten);

        using JsonDocument metrics = JsonDocument.Parse(MetricsDocument.Of(run));
        JsonElement verdict = metrics.RootElement.GetProperty("verdict");
        Assert.Equal("series_mase", verdict.GetProperty("measure").GetString());
        Assert.True(verdict.GetProperty("beats_baselines").GetBoolean());
        Assert.Equal(13, verdict.GetProperty("significance").GetProperty("samples").GetInt32());
        JsonElement interval = metrics.RootElement.GetProperty("test").GetProperty("intervals").GetProperty("series_mase");
        Assert.InRange(test.Model["series_mase"], interval[0].GetDouble(), interval[1].GetDouble());
    }

    [Fact]
    public void Its_significance_is_paired_over_the_series()
    {
        ForecastEvaluation test = Forecaster.Create(_recipe, 1).Fit(WithGiant(12)).Part("test");
        double ScaleOf(string shop) => WithGiant(12).Items.Single(item => item.Id == shop).Frame is var frame
            ? Baselines.SeasonalNaiveScale(frame.Time.Slice(0, Days * 4 / 5), frame.Column("load")[..(Days * 4 / 5)], 7).Absolute : 0;
        double[] differences = [.. test.Forecasts.GroupBy(forecast => forecast.Series).Select(shop => shop.Average(forecast =>
            Math.Abs(forecast.Actual - forecast.SeasonalNaive) - Math.Abs(forecast.Actual - forecast.Forecast)) / ScaleOf(shop.Key))];

        SignificanceTest expected = DieboldMariano.Test(differences), significance = test.Significance!;
        Assert.Equal(expected.Statistic, significance.Statistic, 1e-9);
        Assert.Equal(expected.PValue, significance.PValue, 1e-9);
        Assert.Equal(
            test.Baseline("seasonal-naive")["series_mase"] - test.Model["series_mase"], differences.Average(), 1e-9);
    }

    [Fact]
    public void Of_few_series_the_origins_are_the_pairs()
    {
        ForecastEvaluation test = Forecaster.Create(_recipe, 1).Fit(WithGiant(2)).Part("test");
        Assert.Equal("series_mase", test.Comparison.Score!.Name);
        Assert.Equal(test.Forecasts.Select(forecast => forecast.Origin).Distinct().Count(), test.Significance!.Samples);
    }

    [Fact]
    public void Several_targets_of_many_series_go_by_the_mean_over_both()
    {
        Recipe recipe = SmallSeries.Recipe(
            data: "{file: panel.csv, target: [load, second], id: shop}", model: "[flatten, {dense: 2}]", train: "{epochs: 3}");
        SeriesSet series = WithGiant(9).Map(item => item.Frame.With(
            "second", [.. item.Frame.Column("load").ToArray().Select((value, day) => value + (day % 5))]));
        ForecastEvaluation test = Forecaster.Create(recipe, 1).Fit(series).Part("test");

        Assert.Equal(
            (test.Model["series_mase"] + test.FurtherTargets[0].Model["series_mase"]) / 2, test.Comparison.Score!.Value, 1e-12);
        Assert.Equal("MASE, mean of 2 targets and their series", test.Comparison.Score.Label);
        Assert.Equal(10, test.Significance!.Samples);
    }

    /// <summary>Shops with a week's shape and noise of their own, and a giant that walks at random.</summary>
    private static SeriesSet WithGiant(int shops)
    {
        RandomStream random = new(3);
        TimeIndex time = new([.. Enumerable.Range(0, Days).Select(day => new DateTime(2021, 1, 1).AddDays(day))]);
        double walk = 1e6;
        return new(
        [
            .. Enumerable.Range(0, shops).Select(shop => new SeriesItem($"shop-{shop}", new Frame(time, ["load"],
                [[.. Enumerable.Range(0, Days).Select(day => 10 + (4 * Math.Sin(2 * Math.PI * day / 7)) + random.NextNormal())]]))),
            new SeriesItem("giant", new Frame(
                time, ["load"], [[.. Enumerable.Range(0, Days).Select(_ => walk += 1000 * random.NextNormal())]])),
        ]);
    }
}
