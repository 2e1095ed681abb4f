using Unroll.Tasks.Classification;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Tests.Classification;

namespace Unroll.Tasks.Tests.Learning;

/// <summary>Ensembles of snapshots of a training.</summary>
public sealed class SnapshotRecipeTests
{
    [Theory]
    [InlineData("{snapshots: 3}", 1, 3)]
    [InlineData("{networks: 2, snapshots: 3}", 2, 6)]
    [InlineData("2", 2, 2)]
    public void Each_training_gives_its_snapshots_as_networks(string ensemble, int trainings, int networks)
    {
        using TemporaryFolder folder = new();
        SequenceClassifier classifier = SequenceClassifier.Create(With($"ensemble: {ensemble}"));
        TrainingRun run = classifier.Fit(SmallSeriesSet.Waves());

        Assert.Equal(trainings, run.Histories.Count);
        Assert.Equal(networks, classifier.Networks.Count);
        Assert.Equal(networks, classifier.Networks.Select(network => network.GetWeights()[0]).Distinct().Count());
        Assert.InRange(run.Tested().Model["accuracy"], 0.9, 1);
        classifier.Save(folder.Path);
        SequenceClassifier loaded = SequenceClassifier.Load(folder.Path);
        Assert.Equal(networks, loaded.Networks.Count);
        Assert.Equal(
            classifier.Predict(SmallSeriesSet.Waves())[0].Probabilities, loaded.Predict(SmallSeriesSet.Waves())[0].Probabilities);
    }

    [Fact]
    public void The_number_of_networks_is_written_alone_where_there_are_no_snapshots()
    {
        Recipe made = With("ensemble: 2");

        Assert.Contains("ensemble: 3", (made with { Train = made.Train with { Ensemble = 3 } }).ToYaml(), StringComparison.Ordinal);
        string yaml = (made with { Train = made.Train with { Ensemble = 1, Snapshots = 4 } }).ToYaml();
        Assert.Contains("snapshots: 4", yaml, StringComparison.Ordinal);
        Assert.Equal((1, 4), RecipeReader.Parse(yaml, "again.yaml").Train is var train ? (train.Ensemble, train.Snapshots) : default);
    }

    [Theory]
    [InlineData("early-stopping: {patience: 3}", "train.early-stopping")]
    [InlineData("schedule: {cosine-decay-restarts: {learning-rate: 0.01, length: 4}}", "train.schedule")]
    [InlineData("weight-average: {ema: 0.9}", "train.weight-average")]
    [InlineData("reduce-learning-rate-on-plateau: {patience: 3}", "train.reduce-learning-rate-on-plateau")]
    public void What_changes_rate_or_epochs_is_refused_beside_snapshots(string setting, string field)
    {
        InputException error = Assert.ThrowsAny<InputException>(() => With($"ensemble: {{snapshots: 3}}, {setting}"));

        Assert.Contains($"field {field}: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_snapshots_than_epochs_are_refused() => Assert.Contains(
        "field train.ensemble: 13 snapshots",
        Assert.ThrowsAny<InputException>(() => With("ensemble: {snapshots: 13}")).Message, StringComparison.Ordinal);

    private static Recipe With(string setting) =>
        SmallSeriesSet.Recipe(SmallSeriesSet.Text.Edit("batch-size: 8", $"batch-size: 8, {setting}"));
}
