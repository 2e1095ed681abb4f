using Unroll.Series.Frames;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>The prediction intervals of decoders, and of networks that are trained on all data once others were evaluated.</summary>
public sealed class FinalIntervalTests
{
    [Fact]
    public void A_decoder_is_calibrated_for_each_row_that_it_writes()
    {
        Recipe recipe = SmallSeries.Recipe(
            window: "{length: 14, horizon: 3, strategy: sequence-to-sequence}", model: "[{gru: 6}, {dense: 1}]",
            train: "{learning-rate: 0.02, epochs: 4}").With(ForecastTask.Intervals, new IntervalRecipe { Adaptive = false });
        Forecaster forecaster = Forecaster.Create(recipe, 1);
        TrainingRun run = forecaster.Fit(SmallSeries.Create());
        using TemporaryFolder folder = new();
        forecaster.Save(folder.Path);
        IReadOnlyList<ForecastPoint> points = Forecaster.Load(folder.Path).Forecast(SmallSeries.Create());

        for (int step = 1; step <= 3; step++)
        {
            double[] errors = [.. run.Part("validation").Forecasts.Where(forecast => forecast.Step == step)
                .Select(forecast => Math.Abs(forecast.Actual - forecast.Forecast)).Order()];
            double reach = errors[(int)Math.Ceiling((errors.Length + 1) * 0.95) - 1];
            Assert.All(run.Part("test").Forecasts.Where(forecast => forecast.Step == step), forecast =>
                Assert.Equal(forecast.Forecast + reach, forecast.Interval(0.95)!.Value.Upper, 1e-3));
            Assert.Equal(points[step - 1].Value - reach, points[step - 1].Interval(0.95)!.Value.Lower, 1e-3);
        }

        Assert.Equal(points, forecaster.Forecast(SmallSeries.Create()));
        ForecastEvaluation test = run.Part("test");
        Assert.Equal(
            test.Forecasts.Count(forecast => forecast.Actual >= forecast.Interval(0.8)!.Value.Lower
                && forecast.Actual <= forecast.Interval(0.8)!.Value.Upper) / (double)test.Forecasts.Count,
            test.Intervals[0].Coverage, 1e-9);
    }

    [Theory]
    [InlineData("{steps: [scale: standard]}")]
    [InlineData("{steps: [difference: 1, scale: standard]}")]
    [InlineData("{steps: [scale: standard, difference: 1]}")]
    public void Those_of_final_networks_are_as_wide_as_those_of_the_evaluated_ones(string prepare)
    {
        (ForecastPoint evaluated, ForecastPoint final) = Both(prepare, Growing(240));
        Assert.NotEqual(evaluated.Value, final.Value);
        foreach (double level in (double[])[0.8, 0.95])
        {
            (PredictionInterval before, PredictionInterval after) = (evaluated.Interval(level)!.Value, final.Interval(level)!.Value);
            Assert.Equal((before.Upper - before.Lower) / 2, after.Upper - final.Value, 1e-4 * (before.Upper - before.Lower));
        }
    }

    [Theory]
    [InlineData("{steps: [log, scale: standard]}")]
    [InlineData("{steps: [log, difference: 1, scale: standard]}")]
    public void Behind_a_logarithm_they_are_the_same_ratios(string prepare)
    {
        (ForecastPoint evaluated, ForecastPoint final) = Both(prepare, Growing(240));
        Assert.Equal(
            Math.Log(evaluated.Interval(0.8)!.Value.Upper / evaluated.Value),
            Math.Log(final.Interval(0.8)!.Value.Upper / final.Value), 1e-4);
    }

    [Theory]
    [InlineData("[{model: [flatten, {dense: 1}]}, {prepare: {steps: [log]}, model: [flatten, {dense: 1}]}]")]
    [InlineData("[{model: [flatten, {dense: 1}]}, {window: {length: 7}, model: [flatten, {dense: 1}]}]")]
    public void Those_of_an_ensemble_of_recipes_are_kept_as_well(string members)
    {
        string two = $$"""
            name: two
            data: {file: small.csv, target: load}
            window: {length: 14}
            split: {train: 0.6, validation: 0.2, test: 0.2}
            train: {epochs: 3}
            members: {{members}}

            """;
        (ForecastPoint evaluated, ForecastPoint final) = (
            Forecast(RecipeReader.Parse(two, "two.yaml"), Growing(240)),
            Forecast(RecipeReader.Parse(two.Edit("{epochs: 3}", "{epochs: 3, fit-on-all: true}"), "two.yaml"), Growing(240)));
        Assert.Equal(
            evaluated.Interval(0.8)!.Value.Upper - evaluated.Value, final.Interval(0.8)!.Value.Upper - final.Value, 1e-3);
    }

    private static (ForecastPoint Evaluated, ForecastPoint Final) Both(string prepare, Frame frame)
    {
        const string Train = "{learning-rate: 0.01, epochs: 3, seed: 3";
        return (
            Forecast(SmallSeries.Recipe(prepare: prepare, model: "[flatten, {dense: 1}]", train: Train + "}"), frame),
            Forecast(SmallSeries.Recipe(prepare: prepare, model: "[flatten, {dense: 1}]", train: Train + ", fit-on-all: true}"), frame));
    }

    private static ForecastPoint Forecast(Recipe recipe, Frame frame)
    {
        Forecaster forecaster = Forecaster.Create(recipe);
        forecaster.Fit(frame);
        return forecaster.Forecast(frame)[0];
    }

    /// <summary>A series whose last rows spread far beyond its first ones.</summary>
    private static Frame Growing(int rows)
    {
        RandomStream random = new(9);
        return new Frame(
            new TimeIndex([.. Enumerable.Range(0, rows).Select(row => new DateTime(2020, 1, 1).AddDays(row))]), ["load"],
            [[.. Enumerable.Range(0, rows).Select(row => 50 + (0.01 * row * row) + ((1 + (0.02 * row)) * random.NextNormal()))]]);
    }
}
