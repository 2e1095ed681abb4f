using System.Text.Json.Nodes;
using Unroll.Probability;
using Unroll.Series.Frames;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Regression;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Tests.Regression;

/// <summary>Prediction intervals and distributions of a regression, calibrated on its validation part.</summary>
public sealed class RegressionIntervalTests
{
    private static readonly SeriesSet _engines = SmallFleet.Engines(200);

    [Fact]
    public void Intervals_reach_as_far_as_the_errors_of_the_validation_part()
    {
        TrainingRun run = Fit("epochs: 30", "epochs: 3");
        RegressionEvaluation validation = (RegressionEvaluation)run.Validation!, test = (RegressionEvaluation)run.Test;
        double[] errors = [.. validation.Series.Select(prediction => Math.Abs(prediction.Actual!.Value - prediction.Predicted)).Order()];

        Assert.Equal([0.8, 0.95], test.Intervals.Select(interval => interval.Level));
        Assert.Empty(validation.Intervals);
        Assert.All(test.Series, prediction =>
        {
            // Of 40 errors the ⌈41 · 0.8⌉-th and the ⌈41 · 0.95⌉-th.
            Assert.Equal(prediction.Predicted - errors[32], prediction.Interval(0.8)!.Value.Lower, 9);
            Assert.Equal(prediction.Predicted + errors[38], prediction.Interval(0.95)!.Value.Upper, 9);
        });
        Assert.Equal(
            test.Series.Count(prediction => Math.Abs(prediction.Actual!.Value - prediction.Predicted) <= errors[32]) / 40.0,
            test.Intervals[0].Coverage, 9);
        Assert.Equal(2 * errors[32], test.Intervals[0].Width, 9);
        Assert.InRange(test.Intervals[0].Coverage, 0.6, 0.95);

        JsonNode metrics = JsonNode.Parse(MetricsDocument.Of(run))!;
        Assert.Equal(test.Intervals[0].Coverage, metrics["test"]!["prediction_intervals"]![0]!["coverage"]!.GetValue<double>(), 1e-6);
        Assert.Equal("conformal", metrics["interval_calibration"]!["method"]!.GetValue<string>());
        Assert.Equal(40, metrics["interval_calibration"]!["series"]!.GetValue<int>());
        string[] columns = [.. test.Predictions.Columns];
        Assert.Equal(columns, run.Validation!.Predictions.Columns);
        Assert.All(run.Validation.Predictions.Rows, row => Assert.Null(row[^1]));
        Assert.Equal(["prediction interval", "coverage", "width", "interval score"], run.Test.Tables[0].Columns);
    }

    [Fact]
    public void On_average_intervals_cover_what_their_level_promises()
    {
        // Errors of the same normal distribution: the mean coverage of split conformal intervals lies at the level or a little above.
        RandomStream random = new(5);
        double covered = 0;
        const int Splits = 200, Samples = 60;
        for (int split = 0; split < Splits; split++)
        {
            double[] actual = [.. Enumerable.Range(0, Samples).Select(_ => random.NextNormal())];
            ConformalIntervals intervals = ConformalIntervals.Fit(
                new IntervalPlan([0.8], [default]), actual, [.. actual.Select(_ => new double[] { 0 })]);
            PredictionInterval interval = intervals.Around([0]).Single();
            covered += Enumerable.Range(0, Samples).Count(_ => random.NextNormal() is var truth
                && truth >= interval.Lower && truth <= interval.Upper) / (double)Samples / Splits;
        }

        Assert.InRange(covered, 0.79, 0.83);
    }

    [Fact]
    public void A_run_folder_keeps_the_calibration()
    {
        using TemporaryFolder folder = new();
        SequenceRegressor regressor = SequenceRegressor.Create(
            SmallFleet.Recipe(SmallFleet.Text.Edit("epochs: 30", "epochs: 3, loss: gaussian-likelihood")
                .Edit("dense: 1", "dense: 2")));
        TrainingRun run = regressor.Fit(_engines);
        RunFolder.Write(folder.Path, run, regressor);

        SequenceRegressor loaded = SequenceRegressor.Load(folder.Path);
        SeriesSet others = SmallFleet.Engines(30, seed: 9);
        Assert.Equal(
            regressor.Predict(others).SelectMany(prediction => prediction.Intervals),
            loaded.Predict(others).SelectMany(prediction => prediction.Intervals));
        Assert.Equal(regressor.Evaluate(others).Intervals, loaded.Evaluate(others).Intervals);
        Assert.Equal(2, loaded.Evaluate(others).Intervals.Count);
        PredictionTable table = loaded.PredictTable(others);
        Assert.Equal(["id", "actual", "predicted", "q0.1", "q0.5", "q0.9", "lower_80", "upper_80", "lower_95", "upper_95"], table.Columns);
    }

    [Theory]
    [InlineData("gaussian-likelihood", 2)]
    [InlineData("student-t-likelihood", 3)]
    public void Distributions_are_scored_and_give_intervals_of_unequal_width(string loss, int units)
    {
        RegressionEvaluation test = (RegressionEvaluation)Fit(
            "epochs: 30", $"epochs: 20, clip-norm: 1, loss: {loss}", "dense: 1", $"dense: {units}").Test;

        Assert.All(test.Series, prediction =>
        {
            SampleDistribution distribution = Assert.IsType<SampleDistribution>(prediction.Distribution);
            Assert.Equal(prediction.Quantiles[1].Value, distribution.Quantile(0.5), 0.05 * distribution.StandardDeviation);
            Assert.Equal(prediction.Quantiles[0].Value, distribution.Quantile(0.1), 0.1 * distribution.StandardDeviation);
        });
        double crps = test.Series.Average(prediction => prediction.Distribution!.Crps(prediction.Actual!.Value));
        Assert.Equal(crps, test.Model["crps"], 9);
        Assert.InRange(crps, 0, test.Model["mae"]);
        Assert.Equal(test.Baselines[0].Value["mae"], test.Baselines[0].Value["crps"]);
        Assert.True(test.Series.Select(prediction => Width(prediction, 0.8)).Distinct().Count() > 10);
        Assert.All(test.Series, prediction => Assert.True(Width(prediction, 0.95) >= Width(prediction, 0.8)));

        // The wide ones are spanned by the tails of each distribution, rather than by the narrow ones and a margin for all.
        double[] further = [.. test.Series.Select(prediction => Math.Round(Width(prediction, 0.95) - Width(prediction, 0.8), 6))];
        Assert.True(further.Distinct().Count() > 10);
        Assert.InRange(test.Intervals[0].Coverage, 0.6, 0.97);
    }

    [Fact]
    public void The_distribution_of_one_normal_network_is_the_normal_one()
    {
        RegressionEvaluation test = (RegressionEvaluation)Fit(
            "epochs: 30", "epochs: 5, loss: gaussian-likelihood", "dense: 1", "dense: 2").Test;

        // Of a normal distribution the quantile of 0.9 lies 1.2816 deviations above the mean.
        Assert.All(test.Series, prediction =>
        {
            double deviation = (prediction.Quantiles[2].Value - prediction.Predicted) / 1.2815515655446004;
            double exact = Crps.Normal(prediction.Actual!.Value, prediction.Predicted, deviation);
            Assert.Equal(exact, prediction.Distribution!.Crps(prediction.Actual.Value), 0.01 * deviation);
        });
    }

    [Fact]
    public void Each_target_has_intervals_of_its_own()
    {
        TrainingRun run = Fit("target: left", "target: [left, double]", "dense: 1", "dense: 2", "epochs: 30", "epochs: 3");
        RegressionEvaluation test = (RegressionEvaluation)run.Test;

        Assert.Equal(2, test.IntervalsOf("double").Count);
        Assert.NotEqual(test.Intervals[0].Width, test.IntervalsOf("double")[0].Width);
        JsonNode further = JsonNode.Parse(MetricsDocument.Of(run))!["test"]!["further_targets"]![0]!;
        Assert.Equal(test.IntervalsOf("double")[0].Width, further["prediction_intervals"]![0]!["width"]!.GetValue<double>(), 1e-4);
    }

    [Fact]
    public void Folds_have_intervals_of_their_own_validation_parts()
    {
        TrainingRun run = Fit(
            "split: {train: 0.6, validation: 0.2, test: 0.2}", "split: {by: folds, count: 4, validation: 0.25}", "epochs: 30", "epochs: 3");
        RegressionEvaluation test = (RegressionEvaluation)run.Test;

        Assert.Equal(200, test.Samples);
        Assert.All(test.Series, prediction => Assert.Equal(2, prediction.Intervals.Count));
        Assert.InRange(test.Intervals[0].Coverage, 0.7, 0.9);
        Assert.True(test.Series.Select(prediction => Math.Round(Width(prediction, 0.8), 6)).Distinct().Count() is > 1 and <= 4);
    }

    [Fact]
    public void Final_networks_take_over_the_intervals()
    {
        SequenceRegressor regressor = SequenceRegressor.Create(
            SmallFleet.Recipe(SmallFleet.Text.Edit("epochs: 30", "epochs: 3, fit-on-all: true")));
        TrainingRun run = regressor.Fit(_engines);

        Assert.Equal(
            ((RegressionEvaluation)run.Test).Intervals[0].Width,
            Width(regressor.Predict(SmallFleet.Engines(3, seed: 9))[0], 0.8), 9);
    }

    [Fact]
    public void A_level_with_too_few_series_is_not_given_and_says_why()
    {
        SequenceRegressor regressor = SequenceRegressor.Create(SmallFleet.Recipe(SmallFleet.Text.Edit("epochs: 30", "epochs: 1")));
        RegressionEvaluation test = (RegressionEvaluation)regressor.Fit(SmallFleet.Engines()).Test;

        Assert.Equal([0.8], test.Intervals.Select(interval => interval.Level));
        Assert.Equal(
            ["No 95 % prediction interval is given: it takes 19 series of the validation part to calibrate on, and there are 16."],
            test.Notes);
        Assert.Equal(test.Notes, test.Predictions.Notes);
    }

    [Theory]
    [InlineData("intervals: {levels: [0.99]}", "field intervals.levels: a 99 % prediction interval takes 99 series of the validation part "
        + "to calibrate on, but there are 40. Give the validation part more series, or levels of at most 0.975")]
    [InlineData("intervals: {method: quantile}", "field intervals.method: quantile builds intervals of two quantiles")]
    [InlineData("intervals: {adaptive: true}", "adaptive")]
    public void What_cannot_be_given_is_refused_before_the_training(string section, string message) => Assert.Contains(
        message,
        Assert.ThrowsAny<InputException>(() => Fit("model:", $"{section}\nmodel:")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Intervals_can_be_left_out()
    {
        TrainingRun run = Fit("model:", "intervals: {method: none}\nmodel:", "epochs: 30", "epochs: 1");

        Assert.Empty(((RegressionEvaluation)run.Test).Intervals);
        Assert.Empty(run.Test.Notes);
        Assert.DoesNotContain("interval_calibration", MetricsDocument.Of(run), StringComparison.Ordinal);
    }

    private static TrainingRun Fit(params string[] edits) => SequenceRegressor.Create(SmallFleet.Recipe(
        edits.Chunk(2).Aggregate(SmallFleet.Text, (text, edit) => text.Edit(edit[0], edit[1])))).Fit(_engines);

    private static double Width(RegressionPrediction prediction, double level) =>
        prediction.Interval(level) is { } interval ? interval.Upper - interval.Lower : double.NaN;
}
