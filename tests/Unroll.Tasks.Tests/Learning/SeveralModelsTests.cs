using Unroll.Data;
using Unroll.Layers;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Tests.Classification;
using Unroll.Tasks.Tests.Forecasting;
using Unroll.Tasks.Tests.Recipes;

namespace Unroll.Tasks.Tests.Learning;

/// <summary>Ensembles of networks of different layers.</summary>
public sealed class SeveralModelsTests
{
    private const string One = "model: [{lstm: 8}, {dense: 1}]";
    private const string Two = "models: [[{lstm: 6}, {dense: 1}], [flatten, {dense: 1}]]";

    [Theory]
    [InlineData("ensemble: 1", 2)]
    [InlineData("ensemble: 2", 4)]
    [InlineData("ensemble: {snapshots: 2}", 4)]
    public void Each_kind_is_trained_and_predictions_are_averaged(string ensemble, int networks)
    {
        using TemporaryFolder folder = new();
        SequenceClassifier classifier = SequenceClassifier.Create(Waves(ensemble));
        TrainingRun run = classifier.Fit(SmallSeriesSet.Waves());

        Assert.Equal(networks, classifier.Networks.Count);
        Assert.Contains(classifier.Networks, network => network.Layers.Any(layer => layer is Gru));
        Assert.Contains(classifier.Networks, network => network.Layers.Any(layer => layer is Conv1D));
        Assert.Contains("conv1d", run.ModelSummary, StringComparison.Ordinal);
        Assert.Equal([false, true], classifier.NetworkSummaries.Select(text => text.Contains("conv1d", StringComparison.Ordinal)));
        Assert.InRange(run.Tested().Model["accuracy"], 0.9, 1);
        classifier.Save(folder.Path);
        Assert.Equal(
            classifier.Predict(SmallSeriesSet.Waves())[0].Probabilities,
            SequenceClassifier.Load(folder.Path).Predict(SmallSeriesSet.Waves())[0].Probabilities);
    }

    [Fact]
    public void Forecasts_are_the_mean_of_those_of_each_network()
    {
        Recipe recipe = RecipeReader.Parse(SmallSeries.Recipe().ToYaml().Edit(One, Two).Edit("epochs: 12", "epochs: 3"), "two.yaml");
        Forecaster forecaster = Forecaster.Create(recipe);
        forecaster.Fit(SmallSeries.Create());
        double mean = forecaster.Forecast(SmallSeries.Create())[0].Value;
        SampleSource windows = forecaster.Plan(Series.Frames.SeriesSet.Of(SmallSeries.Create())).TestWindows;

        Assert.Equal(2, forecaster.Networks.Count);
        Assert.True(double.IsFinite(mean));
        float[] both = new Ensemble(forecaster.Networks).Predict(windows, 1);
        float[][] each = [.. forecaster.Networks.Select(network => Ensemble.Outputs(network, windows, 1))];
        Assert.Equal((each[0][0] + each[1][0]) / 2, both[0], 1e-6f);
    }

    [Theory]
    [InlineData("models: [[{lstm: 4}, {dense: 1}], [{lstn: 4}]]", "models[2][1].lstn")]
    [InlineData("models: [[{lstm: 4}, {dense: 1}], [{lstm: 4, from: nothing}, {dense: 1}]]", "models[2]")]
    [InlineData("model: [{dense: 1}]\nmodels: [[{lstm: 4}, {dense: 1}]]", "models")]
    [InlineData("models: [[{lstm: {units: 4, name: a}}, {dense: {units: 1, name: b}}]]\noutputs: [a, b]", "models")]
    public void What_does_not_fit_is_refused_with_its_place(string models, string field)
    {
        string text = RecipeTemplate.Small.Edit("model:\n  - lstm: 4\n  - dense: 1\n", models + "\n");

        Assert.Contains($"field {field}", Assert.ThrowsAny<InputException>(() => RecipeReader.Parse(text, "a.yaml")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_that_does_not_fit_is_refused_before_training()
    {
        string text = SmallSeriesSet.Text.Edit(
            "model:\n  - gru: 6\n  - dense: {units: 1, activation: sigmoid}\n",
            "models:\n  - [{gru: 6}, {dense: {units: 1, activation: sigmoid}}]\n  - [{gru: 6}, {dense: 3}]\n");

        Assert.Contains("models", Assert.ThrowsAny<InputException>(
            () => SequenceClassifier.Create(SmallSeriesSet.Recipe(text)).Plan(SmallSeriesSet.Waves())).Message, StringComparison.Ordinal);
    }

    private static Recipe Waves(string ensemble) => SmallSeriesSet.Recipe(SmallSeriesSet.Text
        .Edit(
            "model:\n  - gru: 6\n  - dense: {units: 1, activation: sigmoid}\n",
            """
            models:
              - [{gru: 6}, {dense: {units: 1, activation: sigmoid}}]
              - - conv1d: {filters: 8, kernel-size: 3, padding: same, activation: relu}
                - global-average-pooling1d
                - dense: {units: 2, activation: softmax}

            """)
        .Edit("batch-size: 8", $"batch-size: 8, {ensemble}"));
}
