using System.Text.Json;
using Unroll.Series.Frames;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Tests.Forecasting;

/// <summary>Prediction intervals: calibrated on the validation part, measured on the test part.</summary>
public sealed class PredictionIntervalTests
{
    private const string Linear = "[flatten, {dense: 1}]";
    private const string Fast = "{loss: mean-squared-error, learning-rate: 0.01, epochs: 3, seed: 3}";

    [Fact]
    public void Split_conformal_intervals_are_the_forecast_and_the_corrected_quantile_of_the_validation_errors()
    {
        TrainingRun run = Train(SmallSeries.Create(), "adaptive: false");
        double[] errors = [.. run.Part("validation").Forecasts.Select(forecast => Math.Abs(forecast.Actual - forecast.Forecast)).Order()];

        Assert.Equal(48, errors.Length);
        Assert.All(run.Part("test").Forecasts, forecast =>
        {
            // Of 48 scores the 40th = ⌈49 · 0.8⌉ and the 47th = ⌈49 · 0.95⌉.
            AssertInterval(forecast, 0.8, errors[39]);
            AssertInterval(forecast, 0.95, errors[46]);
        });

        static void AssertInterval(Prediction forecast, double level, double reach)
        {
            PredictionInterval interval = forecast.Interval(level)!.Value;
            Assert.Equal(forecast.Forecast - reach, interval.Lower, 1e-3);
            Assert.Equal(forecast.Forecast + reach, interval.Upper, 1e-3);
        }
    }

    [Theory]
    [InlineData("{steps: [log, scale: standard]}", 1)]
    [InlineData("{steps: [log, difference: 1, scale: standard]}", 1)]
    [InlineData("{steps: [log, difference: 1, scale: standard]}", 3)]
    public void Behind_a_logarithm_intervals_are_ratios(string prepare, int horizon)
    {
        TrainingRun run = Train(Growing(240), "adaptive: false", prepare, horizon);
        ForecastEvaluation test = run.Part("test");

        for (int step = 1; step <= horizon; step++)
        {
            double[] ratios = [.. run.Part("validation").Forecasts.Where(forecast => forecast.Step == step)
                .Select(forecast => Math.Abs(Math.Log(forecast.Actual / forecast.Forecast))).Order()];
            double reach = ratios[(int)Math.Ceiling((ratios.Length + 1) * 0.8) - 1];
            Assert.All(test.Forecasts.Where(forecast => forecast.Step == step), forecast =>
            {
                PredictionInterval interval = forecast.Interval(0.8)!.Value;
                Assert.Equal(reach, Math.Log(interval.Upper / forecast.Forecast), 1e-5);
                Assert.Equal(reach, Math.Log(forecast.Forecast / interval.Lower), 1e-5);
            });
        }

        Assert.True(test.Intervals[1].Width > test.Intervals[0].Width);
    }

    [Fact]
    public void Intervals_hold_as_many_true_values_as_they_say()
    {
        ForecastEvaluation test = Train(Noisy(3000, row => 1), "adaptive: false").Part("test");

        Assert.InRange(test.Intervals[0].Coverage, 0.77, 0.83);
        Assert.InRange(test.Intervals[1].Coverage, 0.93, 0.97);
    }

    [Fact]
    public void Adaptive_intervals_follow_errors_that_grow()
    {
        Frame frame = Noisy(3000, row => row < 2400 ? 1 : 3);
        IntervalScore still = Train(frame, "adaptive: false").Part("test").Intervals[0];
        IntervalScore adaptive = Train(frame, "adaptive: true").Part("test").Intervals[0];

        Assert.True(still.Coverage < 0.45, $"{still.Coverage}");
        Assert.InRange(adaptive.Coverage, 0.72, 0.85);
        Assert.True(adaptive.Score < still.Score);
    }

    [Fact]
    public void Adaptive_intervals_know_no_error_before_its_time()
    {
        // Another truth at the end changes no interval of origins before it.
        Frame frame = SmallSeries.Create();
        double[] load = [.. frame.Column("load")];
        load[230] += 500;
        Forecaster forecaster = Create("adaptive: true", horizon: 3);
        forecaster.Fit(frame);

        ForecastEvaluation before = forecaster.Evaluate(frame), after = forecaster.Evaluate(frame.With("load", load));
        DateTime changed = frame.Time[230];

        foreach ((Prediction first, Prediction second) in before.Forecasts.Zip(after.Forecasts).Where(pair => pair.First.Origin < changed))
        {
            Assert.Equal(first.Intervals, second.Intervals);
        }

        Assert.NotEqual(before.Forecasts[^1].Intervals, after.Forecasts[^1].Intervals);
    }

    [Fact]
    public void Quantiles_are_conformalised_in_order()
    {
        TrainingRun run = Forecaster.Create(SmallSeries.Recipe(
            model: "[flatten, {dense: 5}]", train: "{loss: {quantile: [0.05, 0.2, 0.5, 0.8, 0.95]}, learning-rate: 0.01, epochs: 3}")
            .With(ForecastTask.Intervals, new IntervalRecipe { Adaptive = false }), 1).Fit(SmallSeries.Create());
        double[] scores = [.. run.Part("validation").Forecasts
            .Select(forecast => Math.Max(forecast.Quantiles[0] - forecast.Actual, forecast.Actual - forecast.Quantiles[4])).Order()];
        double moved = scores[(int)Math.Ceiling((scores.Length + 1) * 0.9) - 1];

        Assert.Equal([0.6, 0.8, 0.9, 0.95], run.Part("test").Intervals.Select(interval => interval.Level));
        Assert.All(run.Part("test").Forecasts, forecast =>
        {
            PredictionInterval pair = forecast.Interval(0.9)!.Value, inner = forecast.Interval(0.8)!.Value;
            Assert.True(pair.Lower <= inner.Lower && inner.Lower <= inner.Upper && inner.Upper <= pair.Upper);
            Assert.Equal(Math.Min(forecast.Quantiles[0] - moved, inner.Lower), pair.Lower, 1e-3);
            Assert.Equal(Math.Max(forecast.Quantiles[4] + moved, inner.Upper), pair.Upper, 1e-3);
        });
    }

    [Fact]
    public void A_level_with_too_few_windows_is_not_given_and_says_why()
    {
        TrainingRun run = Train(SmallSeries.Create(75), "adaptive: true");

        Assert.Equal([0.8], run.Part("test").Intervals.Select(interval => interval.Level));
        Assert.Equal(
            ["No 95 % prediction interval is given: it takes 19 windows of the validation part to calibrate on, and there are 15."],
            run.Test.Notes);
        Assert.DoesNotContain("lower_95", run.Test.Predictions.Columns);
        using JsonDocument metrics = JsonDocument.Parse(MetricsDocument.Of(run));
        JsonElement told = metrics.RootElement.GetProperty("interval_calibration");
        Assert.Equal(15, told.GetProperty("windows").GetInt32());
        Assert.Equal(run.Test.Notes[0], told.GetProperty("notes")[0].GetString());
    }

    [Theory]
    [InlineData("levels: [0.8, 0.99]",
        "field intervals.levels: a 99 % prediction interval takes 99 windows of the validation part to calibrate on, but there are 48. "
        + "Give the validation part more rows, or levels of at most 0.979.")]
    [InlineData("method: quantile", "field intervals.method: quantile builds intervals of two quantiles whose levels add up to 1, but the "
        + "loss of load forecasts single numbers. Take method: conformal")]
    [InlineData("levels: [1.2]", "field intervals.levels[1]: expected a number above 0 and below 1, but got 1.2")]
    [InlineData("levels: [0.8, 0.8]", "0.8 is listed twice")]
    [InlineData("levels: []", "field intervals.levels: the list is empty")]
    [InlineData("method: bootstrap", "bootstrap")]
    public void What_cannot_be_given_is_refused_before_training(string intervals, string expected) => Assert.Contains(
        expected,
        Assert.ThrowsAny<InputException>(() => Create(intervals).Plan(SeriesSet.Of(SmallSeries.Create()))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Without_a_method_there_are_none()
    {
        Forecaster forecaster = Create("method: none");
        TrainingRun run = forecaster.Fit(SmallSeries.Create());

        Assert.Empty(run.Part("test").Intervals);
        Assert.Empty(run.Test.Notes);
        Assert.Equal(["origin", "time", "step", "actual", "forecast", "naive", "seasonal_naive"], run.Test.Predictions.Columns);
        Assert.Empty(forecaster.Forecast(SmallSeries.Create())[0].Intervals);
    }

    [Fact]
    public void Forecasts_have_intervals_as_far_as_they_were_calibrated()
    {
        Frame frame = SmallSeries.Create();
        Forecaster forecaster = Create("levels: [0.5, 0.9]", horizon: 3);
        forecaster.Fit(frame);

        IReadOnlyList<ForecastPoint> points = forecaster.Forecast(frame, 5);
        Assert.All(points.Take(3), point =>
        {
            Assert.Equal([0.5, 0.9], point.Intervals.Select(interval => interval.Level));
            Assert.InRange(point.Value, point.Interval(0.5)!.Value.Lower, point.Interval(0.5)!.Value.Upper);
            Assert.True(point.Interval(0.9)!.Value.Lower <= point.Interval(0.5)!.Value.Lower);
        });
        Assert.All(points.Skip(3), point => Assert.Empty(point.Intervals));
        PredictionTable table = forecaster.PredictTable(
            SeriesSet.Of(frame), new Catalogue.SettingValues().With(ForecastTask.Horizon, (int?)5));
        Assert.Equal(["time", "load", "lower_50", "upper_50", "lower_90", "upper_90"], table.Columns);
        Assert.Equal(points[1].Interval(0.9)!.Value.Upper, table.Rows.ElementAt(1)[5]);
        Assert.Null(table.Rows.ElementAt(4)[5]);
        Assert.Contains("Prediction intervals are given for the first 3 steps only", Assert.Single(table.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_loaded_run_forecasts_and_evaluates_with_the_same_intervals()
    {
        Frame frame = SmallSeries.Create();
        Forecaster forecaster = Create("adaptive: true", horizon: 2);
        TrainingRun run = forecaster.Fit(frame);
        using TemporaryFolder folder = new();
        forecaster.Save(folder.Path);

        Forecaster loaded = Forecaster.Load(folder.Path);

        Assert.Equal(forecaster.Forecast(frame), loaded.Forecast(frame));
        Assert.Equal(run.Part("test").Intervals, loaded.Evaluate(frame).Intervals);

        // What the test part taught is carried on: the next interval is no longer that of the validation part.
        Forecaster still = Create("adaptive: false", horizon: 2);
        still.Fit(frame);
        Assert.NotEqual(still.Forecast(frame)[0].Intervals, loaded.Forecast(frame)[0].Intervals);
    }

    [Fact]
    public void Series_of_unequal_size_have_intervals_of_unequal_width()
    {
        SeriesSet shops = Panel.Create(5);
        TrainingRun run = Forecaster.Create(SmallSeries.Recipe(
            data: "{file: a.csv, target: load, id: shop}", prepare: "{steps: [difference: 1, scale: {method: standard, per-series: true}]}",
            model: Linear, train: Fast), 1).Fit(shops);

        double[] widths = [.. run.Part("test").Forecasts.GroupBy(forecast => forecast.Series).OrderBy(series => series.Key)
            .Select(series => series.Average(forecast => forecast.Interval(0.8)!.Value.Upper - forecast.Interval(0.8)!.Value.Lower))];
        Assert.InRange(widths[4] / widths[0], 4, 6);
    }

    [Fact]
    public void Folds_calibrate_each_on_its_own_validation_part()
    {
        TrainingRun run = Forecaster.Create(SmallSeries.Recipe(
            split: "{by: walk-forward, train: 0.5, validation: 0.1, test: 0.1, folds: 3}", model: Linear, train: Fast)
            .With(ForecastTask.Intervals, new IntervalRecipe { Adaptive = false }), 1).Fit(SmallSeries.Create());
        double[] widths = [.. run.Part("test").Forecasts.Select(
            forecast => Math.Round(forecast.Interval(0.8)!.Value.Upper - forecast.Interval(0.8)!.Value.Lower, 3)).Distinct()];

        Assert.Equal(3, widths.Length);
        Assert.Equal(3, run.Folds.Count);
        Assert.Equal(
            run.Folds.Average(fold => ((ForecastEvaluation)fold).Intervals[0].Coverage), run.Part("test").Intervals[0].Coverage, 1e-9);
    }

    [Fact]
    public void A_recursive_strategy_is_calibrated_for_each_step_of_its_horizon()
    {
        Frame frame = SmallSeries.Create();
        Forecaster forecaster = Forecaster.Create(
            SmallSeries.Recipe(
                prepare: "{steps: [difference: 1, scale: standard]}", window: "{length: 14, horizon: 3, strategy: recursive}",
                model: Linear, train: Fast)
            .With(ForecastTask.Intervals, new IntervalRecipe { Adaptive = false }), 1);
        TrainingRun run = forecaster.Fit(frame);

        IReadOnlyList<ForecastPoint> points = forecaster.Forecast(frame, 4);
        for (int step = 1; step <= 3; step++)
        {
            double[] errors = [.. run.Part("validation").Forecasts.Where(forecast => forecast.Step == step)
                .Select(forecast => Math.Abs(forecast.Actual - forecast.Forecast)).Order()];
            double reach = errors[(int)Math.Ceiling((errors.Length + 1) * 0.8) - 1];
            Assert.Equal(points[step - 1].Value + reach, points[step - 1].Interval(0.8)!.Value.Upper, 1e-3);
            Assert.Equal(points[step - 1].Value - reach, points[step - 1].Interval(0.8)!.Value.Lower, 1e-3);
        }

        Assert.Empty(points[3].Intervals);
        Assert.Equal(points.Take(2), forecaster.Forecast(frame, 2));
    }

    [Fact]
    public void Without_a_validation_part_there_are_none_and_a_note_says_so()
    {
        const string Split = "{train: 0.8, test: 0.2}";
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(split: Split, model: Linear, train: Fast), 1);
        TrainingRun run = forecaster.Fit(SmallSeries.Create());

        Assert.Null(run.Validation);
        Assert.Empty(run.Part("test").Intervals);
        Assert.Equal(["No prediction interval is given: there is no validation part to calibrate on."], run.Test.Notes);
        Assert.Empty(forecaster.Forecast(SmallSeries.Create())[0].Intervals);
        Assert.Contains("there are 0", Assert.ThrowsAny<InputException>(() => Forecaster.Create(
            SmallSeries.Recipe(split: Split, model: Linear, train: Fast)
                .With(ForecastTask.Intervals, new IntervalRecipe { Levels = [0.8] }), 1).Fit(SmallSeries.Create())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Recipes_keep_the_section()
    {
        Recipe recipe = Create("levels: [0.5], method: conformal, adaptive: false").Recipe;

        Recipe again = RecipeReader.Parse((recipe with { Name = "other" }).ToYaml(), "again.yaml");

        Assert.Equal(
            new IntervalRecipe { Levels = [0.5], Method = IntervalMethod.Conformal, Adaptive = false },
            again.Section(ForecastTask.Intervals));
        Assert.Equal(new IntervalRecipe(), SmallSeries.Recipe().Section(ForecastTask.Intervals));
    }

    private static TrainingRun Train(Frame frame, string intervals, string prepare = "{}", int horizon = 1) =>
        Create(intervals, prepare, horizon).Fit(frame);

    private static Forecaster Create(string intervals, string prepare = "{}", int horizon = 1) => Forecaster.Create(
        RecipeReader.Parse(
            $"name: small\ndata: {{file: small.csv, target: load}}\nprepare: {prepare}\nwindow: {{length: 14, horizon: {horizon}}}\n"
            + "split: {train: 0.6, validation: 0.2, test: 0.2}\n"
            + $"intervals: {{{intervals}}}\nmodel: [flatten, {{dense: {horizon}}}]\ntrain: {Fast}\n",
            "small.yaml"),
        1);

    /// <summary>A constant with normal noise, whose deviation goes by the row.</summary>
    private static Frame Noisy(int rows, Func<int, double> deviation)
    {
        RandomStream random = new(7);
        return new Frame(
            new TimeIndex([.. Enumerable.Range(0, rows).Select(row => new DateTime(2020, 1, 1).AddDays(row))]), ["load"],
            [[.. Enumerable.Range(0, rows).Select(row => 100 + (deviation(row) * random.NextNormal()))]]);
    }

    /// <summary>A series that grows by a share, more or less, from row to row.</summary>
    private static Frame Growing(int rows)
    {
        RandomStream random = new(9);
        double value = 10;
        return new Frame(
            new TimeIndex([.. Enumerable.Range(0, rows).Select(row => new DateTime(2020, 1, 1).AddDays(row))]), ["load"],
            [[.. Enumerable.Range(0, rows).Select(_ => value *= Math.Exp(0.01 + (0.05 * random.NextNormal())))]]);
    }
}
