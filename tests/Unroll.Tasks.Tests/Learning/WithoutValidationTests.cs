using System.Text.Json.Nodes;
using Unroll.Layers;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Tasks.Tests.Classification;
using Unroll.Tasks.Tests.Forecasting;
using Unroll.Training;

namespace Unroll.Tasks.Tests.Learning;

/// <summary>Trainings without a validation part, for a fixed number of epochs.</summary>
public sealed class WithoutValidationTests
{
    [Fact]
    public void All_epochs_are_trained_and_the_last_weights_are_kept()
    {
        using TemporaryFolder folder = new();
        SequenceClassifier classifier = SequenceClassifier.Create(SmallSeriesSet.Recipe(
            SmallSeriesSet.Text.Edit("{train: 0.6, validation: 0.2, test: 0.2}", "{train: 0.8, test: 0.2}")));
        TrainingRun run = classifier.Fit(SmallSeriesSet.Waves());

        Assert.Equal(["train", "test"], run.Parts.Select(part => part.Name));
        Assert.Equal([48, 12], run.Parts.Select(part => part.Samples));
        Assert.Null(run.Validation);
        Assert.Equal(12, run.History.Epochs.Count);
        Assert.Null(run.History.BestEpoch);
        Assert.All(run.History.Epochs, epoch => Assert.Null(epoch.ValidationLoss));
        Assert.Empty(run.Tested().Thresholds);
        Assert.InRange(run.Tested().Model["accuracy"], 0.9, 1);

        RunFolder.Write(folder.Path, run, classifier);
        JsonObject metrics = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, RunFolder.MetricsFile)))!;
        Assert.False(metrics.ContainsKey("validation"));
        Assert.False(metrics.ContainsKey("validation_baselines"));
        string predictions = File.ReadAllText(Path.Combine(folder.Path, RunFolder.PredictionsFile));
        Assert.DoesNotContain("validation,", predictions, StringComparison.Ordinal);
        Assert.Equal(
            run.Tested().Series[0].Probabilities,
            SequenceClassifier.Load(folder.Path).Evaluate(SmallSeriesSet.Waves()).Series.Single(
                series => series.Id == run.Tested().Series[0].Id).Probabilities);
    }

    [Fact]
    public void All_series_are_trained_on_where_the_test_part_has_data_of_its_own()
    {
        Recipe recipe = SmallSeriesSet.Recipe(SmallSeriesSet.Text
            .Edit("class: kind}", "class: kind, test-file: others.csv}")
            .Edit("{train: 0.6, validation: 0.2, test: 0.2}", "{train: 1}"));
        TrainingRun run = SequenceClassifier.Create(recipe).Fit(SmallSeriesSet.Waves(), SmallSeriesSet.Waves(20, seed: 2));

        Assert.Equal([60, 20], run.Parts.Select(part => part.Samples));
    }

    [Theory]
    [InlineData("{train: 0.8, test: 0.2}", 48)]
    [InlineData("{train: 2020-01..2020-06, test: 2020-07..2020-08}", 58)]
    [InlineData("{train: 0.7, test: 0.2, embargo: 10}", 48)]
    [InlineData("{by: walk-forward, train: 0.5, test: 0.1, folds: 2}", 48)]
    public void Forecasts_need_none(string split, int tested)
    {
        TrainingRun run = Forecaster.Create(SmallSeries.Recipe(split: split, train: "{epochs: 3}")).Fit(SmallSeries.Create());

        Assert.Null(run.Validation);
        Assert.Equal(tested, run.Part("test").Samples);
        Assert.Equal(["train", "test"], run.Parts.Select(part => part.Name));
        Assert.All(run.Histories, history => Assert.Equal(3, history.Epochs.Count));
        Assert.NotEmpty(ForecastTask.Instance.Report(run));
    }

    [Theory]
    [InlineData("early-stopping: {patience: 3}", "train.early-stopping")]
    [InlineData("early-stopping: {monitor: val_loss}", "train.early-stopping")]
    [InlineData("reduce-learning-rate-on-plateau: {patience: 3}", "train.reduce-learning-rate-on-plateau")]
    public void What_watches_the_validation_is_refused(string setting, string field)
    {
        InputException error = Assert.ThrowsAny<InputException>(
            () => SmallSeries.Recipe(split: "{train: 0.8, test: 0.2}", train: $"{{epochs: 3, {setting}}}"));

        Assert.Contains($"field {field}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("monitor: loss", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_training_loss_is_watched_where_that_is_asked_for()
    {
        TrainingRun run = Forecaster.Create(SmallSeries.Recipe(
            split: "{train: 0.8, test: 0.2}",
            train: "{epochs: 20, learning-rate: 0.3, early-stopping: {monitor: loss, patience: 2}, "
                + "reduce-learning-rate-on-plateau: {monitor: loss, patience: 1}}"))
            .Fit(SmallSeries.Create());

        Assert.Equal(run.History.Epochs.MinBy(epoch => epoch.Loss)!.Epoch, run.History.BestEpoch);
    }

    [Fact]
    public void A_learner_in_code_leaves_its_early_stopping_out()
    {
        Forecaster forecaster = Forecaster.For("load").Past(14).Network(new Lstm(4), new Dense(1))
            .Split(new TimeSplit(SplitPart.OfShare(0.8), SplitPart.None, SplitPart.OfShare(0.2)))
            .Train(train => train with { Epochs = 4 });
        TrainingRun run = forecaster.Fit(SmallSeries.Create());

        Assert.Null(forecaster.Recipe.Train.EarlyStopping);
        Assert.Equal(4, run.History.Epochs.Count);
        Assert.Equal(StopReason.Completed, run.History.StopReason);
    }
}
