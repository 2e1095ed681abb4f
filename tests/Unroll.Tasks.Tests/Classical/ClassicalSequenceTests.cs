using System.Text.Json;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Regression;
using Unroll.Tasks.Runs;
using Unroll.Tasks.Tests.Classification;
using Unroll.Tasks.Tests.Forecasting;
using Unroll.Tasks.Tests.Regression;

namespace Unroll.Tasks.Tests.Classical;

/// <summary>Classical models of whole series: beside a network, and in the place of one.</summary>
public sealed class ClassicalSequenceTests : IDisposable
{
    private static readonly string _fleet = SmallFleet.Text[..SmallFleet.Text.IndexOf("model:", StringComparison.Ordinal)];
    private static readonly string _waves = SmallSeriesSet.Text[..SmallSeriesSet.Text.IndexOf("model:", StringComparison.Ordinal)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_regression_learns_summaries_of_series_of_unequal_length()
    {
        SequenceRegressor regressor = SequenceRegressor.Create(
            RecipeReader.Parse(_fleet + "model: ridge\nbaselines: [lasso, linear]\n", "small.yaml"));
        TrainingRun run = regressor.Fit(SmallFleet.Engines());
        regressor.Save(_folder.Path);
        SequenceRegressor loaded = SequenceRegressor.Load(_folder.Path);

        Assert.Equal(["mean", "median", "lasso", "linear"], run.Test.Baselines.Select(baseline => baseline.Key));
        Assert.True(run.Test.Model["mae"] < 0.9 * run.Test.Baseline("mean")["mae"]);
        Assert.Equal(
            regressor.Predict(SmallFleet.Engines()).Select(prediction => prediction.Predicted),
            loaded.Predict(SmallFleet.Engines()).Select(prediction => prediction.Predicted));
        using JsonDocument metrics = JsonDocument.Parse(MetricsDocument.Of(run));
        Assert.True(metrics.RootElement.GetProperty("baselines").TryGetProperty("lasso", out _));
    }

    /// <summary>Baselines predict numbers, whatever the network's loss is.</summary>
    [Fact]
    public void Baselines_stand_beside_a_network_of_quantiles()
    {
        string network = "model: [{gru: 4}, {dense: 3}]\ntrain: {epochs: 2, loss: {quantile: [0.1, 0.5, 0.9]}}\n";
        TrainingRun beside = Fit(_fleet + network + "baselines: [ridge]\n"), alone = Fit(_fleet + "model: ridge\n");

        Assert.Equal(alone.Test.Model["mae"], beside.Test.Baseline("ridge")["mae"], 1e-3);
    }

    [Fact]
    public void A_classification_tells_classes_by_their_probabilities()
    {
        SequenceClassifier classifier = SequenceClassifier.Create(RecipeReader.Parse(_waves + "model: ridge\n", "small.yaml"));
        TrainingRun run = classifier.Fit(SmallSeriesSet.Waves());
        classifier.Save(_folder.Path);
        ClassificationEvaluation test = (ClassificationEvaluation)run.Test;

        Assert.True(test.Model["accuracy"] > 0.9);
        Assert.All(test.Series, series => Assert.Equal(1, series.Probabilities.Sum(), 1e-6));
        Assert.Equal(
            classifier.Predict(SmallSeriesSet.Waves()).Select(prediction => prediction.Predicted),
            SequenceClassifier.Load(_folder.Path).Predict(SmallSeriesSet.Waves()).Select(prediction => prediction.Predicted));
    }

    [Fact]
    public void A_network_is_held_against_the_best_baseline_of_classes()
    {
        string network = "model: [{gru: 2}, {dense: {units: 3, activation: softmax}}]\ntrain: {epochs: 1, learning-rate: 0.00001}\n";
        TrainingRun run = SequenceClassifier.Create(RecipeReader.Parse(_waves + network + "baselines: [ridge]\n", "small.yaml"))
            .Fit(SmallSeriesSet.Waves(classes: 3));

        Assert.Equal("ridge", run.Test.Comparison.Best!.Value.Key);
        Assert.True(run.Test.Comparison.IsBeaten);
        Assert.True(run.Test.Significance!.Statistic != 0);
    }

    [Fact]
    public void Folds_of_a_cross_validation_have_baselines_of_their_own()
    {
        string recipe = _waves.Replace(
            "{train: 0.6, validation: 0.2, test: 0.2}", "{by: folds, count: 3}", StringComparison.Ordinal) + "model: ridge\n";
        TrainingRun run = SequenceClassifier.Create(RecipeReader.Parse(recipe, "small.yaml")).Fit(SmallSeriesSet.Waves());

        Assert.Equal(3, run.Folds.Count);
        Assert.Equal(60, run.Test.Samples);
    }

    private static TrainingRun Fit(string recipe) =>
        SequenceRegressor.Create(RecipeReader.Parse(recipe, "small.yaml")).Fit(SmallFleet.Engines());
}
