using System.Text.Json;
using Unroll.Analysis.Models;
using Unroll.Formats;
using Unroll.Series.Frames;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Regression;
using Unroll.Tasks.Runs;
using Unroll.Tasks.Tests.Classification;
using Unroll.Tasks.Tests.Forecasting;
using Unroll.Tasks.Tests.Regression;

namespace Unroll.Tasks.Tests.Classical;

/// <summary>Classical models among the baselines: saved with a run, with prediction intervals, and measured on other data.</summary>
public sealed class SavedBaselineTests : IDisposable
{
    private const string Text = """
        name: small
        data: {file: small.csv, target: load}
        window: {length: 14, horizon: 3}
        season: 7
        split: {train: 0.6, validation: 0.2, test: 0.2}
        model: [flatten, {dense: 3}]
        train: {epochs: 2, seed: 3}
        baselines: [theta, {ridge: 1.0}]

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_loaded_run_measures_them_on_the_rows_after_those_of_the_training()
    {
        ForecastEvaluation test = Save(Text).Part("test");
        Frame frame = SmallSeries.Create();
        ForecastEvaluation again = (ForecastEvaluation)Forecaster.Load(_folder.Path).Evaluate(SeriesSet.Of(frame));

        Assert.Equal(["baseline-ridge.safetensors", "baseline-theta.safetensors"], Baselines());
        Assert.All(Baselines(), file => Assert.True(new FileInfo(Path.Combine(_folder.Path, file)).Length < 60_000));
        Assert.Equal(["naive", "seasonal-naive", "theta", "ridge"], again.Baselines.Select(baseline => baseline.Key));
        Assert.All((string[])["theta", "ridge"], name => Assert.Equal(
            test.Baseline(name).Select(score => score.Value), again.Baseline(name).Select(score => score.Value)));
        Assert.Equal(["theta", "ridge"], again.BaselineIntervals.Select(baseline => baseline.Key));
        Assert.Equal(test.BaselineIntervals.SelectMany(own => own.Value), again.BaselineIntervals.SelectMany(own => own.Value));
        Assert.Equal(test.Comparison.Best!.Value.Key, again.Comparison.Best!.Value.Key);

        // What was fitted to 144 rows, applied to those that nobody had seen then.
        Frame longer = SmallSeries.Create(300);
        ForecastEvaluation later = (ForecastEvaluation)Forecaster.Load(_folder.Path).Evaluate(SeriesSet.Of(longer));
        double[] load = longer.Column("load").ToArray();
        ForecastFit fit = new Theta().Fit(new ObservedSeries(load[..144], 7));
        Prediction last = later.Forecasts[^1];
        Assert.Equal(
            fit.Apply(new ObservedSeries(load[..297], 7)).Forecast(3).Mean[^1], last.Baselines[0], 1e-3);
    }

    /// <summary>The noise of the series has a deviation of 1: a model that knows its shape has intervals of some 2.6 and 3.9.</summary>
    [Fact]
    public void Their_intervals_are_calibrated_and_judged_as_those_of_the_network()
    {
        TrainingRun run = Save(Text);
        ForecastEvaluation test = run.Part("test");
        IReadOnlyList<IntervalScore> theta = test.BaselineIntervals[0].Value;
        using JsonDocument metrics = JsonDocument.Parse(MetricsDocument.Of(run));
        JsonElement saved = metrics.RootElement.GetProperty("baselines").GetProperty("theta").GetProperty("prediction_intervals");

        Assert.Equal([0.8, 0.95], theta.Select(interval => interval.Level));
        Assert.Equal(test.Intervals.Select(interval => interval.Level), theta.Select(interval => interval.Level));
        Assert.InRange(theta[0].Coverage, 0.65, 0.95);
        Assert.InRange(theta[0].Width, 1.5, 8);
        Assert.True(theta[1].Width > theta[0].Width);
        Assert.Equal(theta[0].Coverage, saved[0].GetProperty("coverage").GetDouble(), 1e-6);
        Assert.Equal(theta[0].Score, saved[0].GetProperty("interval_score").GetDouble(), 1e-6);
        Assert.Empty(run.Part("validation").BaselineIntervals);
        Assert.False(metrics.RootElement.GetProperty("baselines").GetProperty("naive").TryGetProperty("prediction_intervals", out _));
        Assert.Contains(test.Tables, table => table.Rows.Any(row => row[0] == "theta, 95 %"));
    }

    /// <summary>A network of quantiles has intervals of these; baselines give one number, around which theirs are.</summary>
    [Fact]
    public void Beside_quantiles_and_targets_they_have_intervals_of_their_own()
    {
        ForecastEvaluation test = Save(Text
            .Replace("target: load", "target: [load, wind]", StringComparison.Ordinal)
            .Replace("{dense: 3}", "{dense: 18}", StringComparison.Ordinal)
            .Replace("seed: 3", "seed: 3, loss: {quantile: [0.1, 0.5, 0.9]}", StringComparison.Ordinal)
            + "intervals: {method: quantile, levels: [0.8]}\n").Part("test");

        Assert.All(test.BaselineIntervals, baseline => Assert.InRange(Assert.Single(baseline.Value).Coverage, 0.6, 1));

        // The second target is a wave without noise: theirs are narrow beside those of the load.
        Assert.All(test.FurtherTargets[0].BaselineIntervals.Zip(test.BaselineIntervals), pair =>
            Assert.InRange(Assert.Single(pair.First.Value).Width, 1e-6, 0.9 * pair.Second.Value[0].Width));
        Assert.Equal(2, test.FurtherTargets[0].BaselineIntervals.Count);
        Assert.Equal(
            test.FurtherTargets[0].BaselineIntervals.SelectMany(own => own.Value),
            ((ForecastEvaluation)Forecaster.Load(_folder.Path).Evaluate(SeriesSet.Of(SmallSeries.Create()))).FurtherTargets[0]
                .BaselineIntervals.SelectMany(own => own.Value));
    }

    [Fact]
    public void Folds_join_their_intervals()
    {
        TrainingRun run = Save(Text.Replace(
            "{train: 0.6, validation: 0.2, test: 0.2}", "{by: walk-forward, train: 0.5, validation: 0.2, test: 0.1, folds: 2}",
            StringComparison.Ordinal));

        Assert.Equal(2, run.Folds.Count);
        Assert.Equal(
            run.Folds.Cast<ForecastEvaluation>().Average(fold => fold.BaselineIntervals[0].Value[0].Width),
            run.Part("test").BaselineIntervals[0].Value[0].Width, 1e-6);
    }

    [Fact]
    public void Final_ones_are_fitted_to_all_rows()
    {
        Save(Text.Replace("seed: 3", "seed: 3, fit-on-all: true", StringComparison.Ordinal));
        ForecastEvaluation later = (ForecastEvaluation)Forecaster.Load(_folder.Path).Evaluate(SeriesSet.Of(SmallSeries.Create(300)));
        double[] load = SmallSeries.Create(300).Column("load").ToArray();
        ForecastFit fit = new Theta().Fit(new ObservedSeries(load[..240], 7));

        Assert.Equal(
            fit.Apply(new ObservedSeries(load[..297], 7)).Forecast(3).Mean[^1], later.Forecasts[^1].Baselines[0], 1e-3);
        Assert.InRange(later.BaselineIntervals[0].Value[0].Coverage, 0.6, 1);
    }

    [Fact]
    public void A_run_that_is_saved_again_has_them_and_one_without_has_no_files()
    {
        Save(Text);
        string other = Path.Combine(_folder.Path, "other"), plain = Path.Combine(_folder.Path, "plain");
        Forecaster.Load(_folder.Path).Save(other);
        Forecaster forecaster = Forecaster.Create(RecipeReader.Parse(Text, "small.yaml") with { Baselines = [] });
        forecaster.Fit(SmallSeries.Create());
        forecaster.Save(plain);

        Assert.Equal(
            Baselines().Select(file => Convert.ToHexString(File.ReadAllBytes(Path.Combine(_folder.Path, file)))),
            Baselines().Select(file => Convert.ToHexString(File.ReadAllBytes(Path.Combine(other, file)))));
        Assert.Empty(Directory.GetFiles(plain, "baseline*"));
        Assert.True(RunFolder.IsOwnFile("baseline-auto-arima.safetensors"));
        Assert.False(RunFolder.IsOwnFile("baseline.csv"));

        // A run without baselines takes the place of one with some, and leaves none of its files.
        forecaster.Save(other);
        Assert.Empty(Directory.GetFiles(other, "baseline*"));
    }

    [Fact]
    public void Predictions_need_no_files_of_baselines_and_evaluations_name_what_is_wrong_with_one()
    {
        Save(Text);
        string ridge = Path.Combine(_folder.Path, "baseline-ridge.safetensors");
        SafetensorsFile.Write(ridge, [], new Dictionary<string, string> { ["unroll.baseline"] = """{"version": 9, "name": "ridge"}""" });
        Assert.Contains("another version", Refused(), StringComparison.Ordinal);
        SafetensorsFile.Write(ridge, [], new Dictionary<string, string> { ["unroll.baseline"] = """{"version": 1, "name": "lasso"}""" });
        Assert.Contains("holds the baseline lasso", Refused(), StringComparison.Ordinal);
        SafetensorsFile.Write(ridge, [], new Dictionary<string, string> { ["unroll.baseline"] = """{"version": 1, "name": "ridge"}""" });
        Assert.Contains("is damaged", Refused(), StringComparison.Ordinal);
        File.Delete(ridge);
        Assert.Contains("baseline-ridge.safetensors is missing", Refused(), StringComparison.Ordinal);
        Assert.Equal(3, Forecaster.Load(_folder.Path).Forecast(SmallSeries.Create(), 3).Count);

        string Refused() => Assert.ThrowsAny<InputException>(
            () => Forecaster.Load(_folder.Path).Evaluate(SeriesSet.Of(SmallSeries.Create()))).Message;
    }

    [Fact]
    public void Baselines_of_numbers_of_whole_series_have_intervals_too()
    {
        string recipe = SmallFleet.Text[..SmallFleet.Text.IndexOf("model:", StringComparison.Ordinal)]
            + "model: [{gru: 4}, {dense: 1}]\ntrain: {epochs: 2}\nintervals: {levels: [0.5]}\nbaselines: [ridge]\n";
        SequenceRegressor regressor = SequenceRegressor.Create(RecipeReader.Parse(recipe, "small.yaml"));
        TrainingRun run = regressor.Fit(SmallFleet.Engines());
        regressor.Save(_folder.Path);
        RegressionEvaluation test = (RegressionEvaluation)run.Test;
        string target = test.Targets[0];
        KeyValuePair<string, IReadOnlyList<IntervalScore>> ridge = Assert.Single(test.BaselineIntervalsOf(target));
        RegressionEvaluation again = (RegressionEvaluation)SequenceRegressor.Load(_folder.Path).Evaluate(SmallFleet.Engines());
        using JsonDocument metrics = JsonDocument.Parse(MetricsDocument.Of(run));

        Assert.Equal("ridge", ridge.Key);
        Assert.InRange(Assert.Single(ridge.Value).Coverage, 0.2, 1);
        Assert.Equal(
            ridge.Value[0].Width, Assert.Single(again.BaselineIntervalsOf(target)).Value[0].Width, 1e-6);
        Assert.Equal(ridge.Value[0].Width, metrics.RootElement.GetProperty("baselines").GetProperty("ridge")
            .GetProperty("prediction_intervals")[0].GetProperty("width").GetDouble(), 1e-6);
        Assert.Contains(test.Tables, table => table.Rows.Any(row => row[0] == "ridge, 50 %"));
    }

    [Fact]
    public void Baselines_of_classes_are_measured_on_other_series()
    {
        string recipe = SmallSeriesSet.Text[..SmallSeriesSet.Text.IndexOf("model:", StringComparison.Ordinal)]
            + "model: [{gru: 2}, {dense: {units: 1, activation: sigmoid}}]\ntrain: {epochs: 1}\nbaselines: [ridge]\n";
        SequenceClassifier classifier = SequenceClassifier.Create(RecipeReader.Parse(recipe, "small.yaml"));
        classifier.Fit(SmallSeriesSet.Waves());
        classifier.Save(_folder.Path);

        Assert.True(SequenceClassifier.Load(_folder.Path).Evaluate(SmallSeriesSet.Waves()).Baseline("ridge")["accuracy"] > 0.9);
    }

    private TrainingRun Save(string text)
    {
        Forecaster forecaster = Forecaster.Create(RecipeReader.Parse(text, "small.yaml"));
        TrainingRun run = forecaster.Fit(SmallSeries.Create());
        forecaster.Save(_folder.Path);
        return run;
    }

    private string[] Baselines() =>
        [.. Directory.GetFiles(_folder.Path, "baseline*").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
