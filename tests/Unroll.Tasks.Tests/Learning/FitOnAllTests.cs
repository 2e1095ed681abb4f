using System.Text.Json.Nodes;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Tasks.Tests.Classification;
using Unroll.Tasks.Tests.Forecasting;
using Unroll.Training;

namespace Unroll.Tasks.Tests.Learning;

/// <summary>Final networks, trained on all data once the evaluation is done.</summary>
public sealed class FitOnAllTests
{
    private const string Train = "{learning-rate: 0.05, epochs: 12, seed: 3, early-stopping: {patience: 3}";

    [Fact]
    public void The_figures_are_those_of_the_evaluated_networks_and_the_weights_those_of_the_final_ones()
    {
        using TemporaryFolder folder = new();
        Forecaster plain = Forecaster.Create(SmallSeries.Recipe(train: Train + "}"));
        Forecaster final = Forecaster.Create(SmallSeries.Recipe(train: Train + ", fit-on-all: true}"));
        TrainingRun before = plain.Fit(SmallSeries.Create()), run = final.Fit(SmallSeries.Create());

        Assert.Null(before.Final);
        Assert.Equal(before.Test.Model.Select(score => score.Value), run.Test.Model.Select(score => score.Value));
        Assert.Equal(before.History.BestEpoch, run.History.BestEpoch);
        Assert.Equal([run.History.BestEpoch!.Value], run.Final!.Epochs);
        Assert.All(run.Final.Histories[0].Epochs, epoch => Assert.Null(epoch.ValidationLoss));

        // All windows of 14 days and one ahead.
        Assert.Equal(SmallSeries.Rows - 14, run.Final.Data.Samples);
        Assert.NotEqual(plain.Networks[0].GetWeights(), final.Networks[0].GetWeights());

        RunFolder.Write(folder.Path, run, final);
        JsonNode metrics = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, RunFolder.MetricsFile)))!;
        Assert.Equal(SmallSeries.Rows - 14, metrics["fit_on_all"]!["samples"]!.GetValue<int>());
        Assert.Equal(final.Networks[0].GetWeights(), Forecaster.Load(folder.Path).Networks[0].GetWeights());
        Assert.Equal(
            final.Forecast(SmallSeries.Create())[0].Value, Forecaster.Load(folder.Path).Forecast(SmallSeries.Create())[0].Value);
    }

    [Fact]
    public void The_final_networks_are_those_of_a_training_on_all_data_for_as_many_epochs()
    {
        // A split whose training part has all rows but one to test gives nearly the same windows: none of its own is to be had here.
        Forecaster first = Forecaster.Create(SmallSeries.Recipe(train: Train + ", fit-on-all: true, ensemble: 2}"));
        TrainingRun run = first.Fit(SmallSeries.Create(), options: new LearnerOptions { Threads = 1 });
        Forecaster second = Forecaster.Create(SmallSeries.Recipe(train: Train + ", fit-on-all: true, ensemble: 2}"));
        second.Fit(SmallSeries.Create(), options: new LearnerOptions { Threads = 3 });

        Assert.Equal(run.Histories.Select(history => history.BestEpoch!.Value), run.Final!.Epochs);
        Assert.Equal(first.Networks.Select(network => network.GetWeights()), second.Networks.Select(network => network.GetWeights()));
    }

    [Fact]
    public void A_stop_keeps_the_evaluated_networks_and_the_training_goes_on_with_the_same_bits()
    {
        using TemporaryFolder folder = new();
        Recipe recipe = SmallSeries.Recipe(train: Train + ", fit-on-all: true}");
        Forecaster whole = Forecaster.Create(recipe), evaluated = Forecaster.Create(SmallSeries.Recipe(train: Train + "}"));
        TrainingRun expected = whole.Fit(SmallSeries.Create());
        evaluated.Fit(SmallSeries.Create());

        using CancellationTokenSource stop = new();
        Forecaster stopped = Forecaster.Create(recipe);
        TrainingRun interrupted = stopped.Fit(SmallSeries.Create(), options: new LearnerOptions
        {
            CheckpointFolder = folder.Path,
            CancellationToken = stop.Token,
            Progress = new StopInFinal(stop, epoch: 2),
        });
        Assert.True(interrupted.Interrupted);
        Assert.Null(interrupted.Final);
        Assert.Equal(evaluated.Networks[0].GetWeights(), stopped.Networks[0].GetWeights());

        Forecaster resumed = Forecaster.Create(recipe);
        TrainingRun run = resumed.Fit(SmallSeries.Create(), options: new LearnerOptions
        {
            CheckpointFolder = folder.Path,
            Progress = new LearnerProgress(),
        });
        Assert.False(run.Interrupted);
        Assert.Equal(whole.Networks[0].GetWeights(), resumed.Networks[0].GetWeights());
        Assert.Equal(expected.Final!.Epochs, run.Final!.Epochs);
    }

    [Fact]
    public void A_training_on_all_data_that_diverges_leaves_the_evaluated_networks_and_a_warning()
    {
        Forecaster plain = Forecaster.Create(SmallSeries.Recipe(train: Train + "}"));
        plain.Fit(SmallSeries.Create());
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(train: Train + ", fit-on-all: true}"));
        DivergingAnew progress = new();
        TrainingRun run = forecaster.Fit(SmallSeries.Create(), options: new LearnerOptions { Progress = progress });

        Assert.False(run.Interrupted);
        Assert.Null(run.Final);
        Assert.Equal(plain.Networks[0].GetWeights(), forecaster.Networks[0].GetWeights());
        Assert.Contains("(train.fit-on-all) diverged", Assert.Single(progress.Warnings), StringComparison.Ordinal);
        Assert.Contains(progress.Warnings[0], run.Warnings);
    }

    [Fact]
    public void Test_data_of_their_own_are_trained_on_too_though_ids_are_alike()
    {
        Recipe recipe = SmallSeriesSet.Recipe(SmallSeriesSet.Text
            .Edit("class: kind}", "class: kind, test-file: others.csv}")
            .Edit("{train: 0.6, validation: 0.2, test: 0.2}", "{train: 0.8, validation: 0.2}")
            .Edit("epochs: 12", "epochs: 3, fit-on-all: true"));
        TrainingRun run = SequenceClassifier.Create(recipe).Fit(SmallSeriesSet.Waves(), SmallSeriesSet.Waves(20, seed: 2));

        Assert.Equal(20, run.Test.Samples);
        Assert.Equal(80, run.Final!.Data.Samples);
        Assert.Equal([40, 40], run.Final.Data.Counts.Select(count => count.Value));
    }

    [Fact]
    public void Forecasts_learn_from_the_rows_of_test_data_too()
    {
        Recipe recipe = SmallSeries.Recipe(
            data: "{file: small.csv, target: load, test-file: later.csv}", split: "{train: 0.8, validation: 0.2}",
            train: "{epochs: 2, fit-on-all: true}");
        Frame all = SmallSeries.Create();
        TrainingRun run = Forecaster.Create(recipe).Fit(
            SeriesSet.Of(all.Slice(0, 200)), SeriesSet.Of(all.Slice(200, SmallSeries.Rows - 200)));

        Assert.Equal(40, run.Test.Samples);
        Assert.Equal(SmallSeries.Rows - 14, run.Final!.Data.Samples);
    }

    [Fact]
    public void Folds_give_the_mean_of_their_epochs()
    {
        Recipe recipe = SmallSeriesSet.Recipe(SmallSeriesSet.Text
            .Edit("{train: 0.6, validation: 0.2, test: 0.2}", "{by: folds, count: 3, validation: 0.2}")
            .Edit("epochs: 12", "epochs: 8, fit-on-all: true"));
        TrainingRun run = SequenceClassifier.Create(recipe).Fit(SmallSeriesSet.Waves());
        double mean = run.Histories.Average(history => history.BestEpoch!.Value);

        Assert.Equal([(int)Math.Round(mean, MidpointRounding.AwayFromZero)], run.Final!.Epochs);
        Assert.Equal(60, run.Final.Data.Samples);
    }

    [Fact]
    public void Rates_that_were_lowered_on_a_plateau_are_lowered_again()
    {
        TrainingRun run = Forecaster.Create(SmallSeries.Recipe(train:
            "{learning-rate: 0.3, epochs: 14, restore-best-weights: false, fit-on-all: true, "
                + "reduce-learning-rate-on-plateau: {patience: 1}}"))
            .Fit(SmallSeries.Create());
        double[] rates = [.. run.History.Epochs.Select(epoch => epoch.LearningRate)];

        Assert.True(rates[^1] < rates[0]);
        Assert.Equal(rates, run.Final!.Histories[0].Epochs.Select(epoch => epoch.LearningRate));
    }

    [Fact]
    public void One_network_given_in_code_is_refused_before_it_is_trained()
    {
        Model network = new Sequential(new Input(14, 1), new Lstm(4), new Dense(1));
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(train: "{epochs: 2, fit-on-all: true}")).Network(network);
        bool hasBegun = false;

        Assert.ThrowsAny<InputException>(() => forecaster.Fit(
            SmallSeries.Create(), new LearnerOptions { Progress = new Begun(() => hasBegun = true) }));
        Assert.False(hasBegun);
    }

    private sealed class Begun(Action begun) : LearnerProgress
    {
        public override void OnPlanned(TaskPlan plan, int fold) => begun();
    }

    private sealed class StopInFinal(CancellationTokenSource stop, int epoch) : LearnerProgress
    {
        private bool _isFinal;

        public override void OnFittingOnAll(TaskPlan plan, IReadOnlyList<int> epochs) => _isFinal = true;

        public override void OnEpochEnd(TrainingContext context)
        {
            if (_isFinal && context.Epoch == epoch)
            {
                stop.Cancel();
            }
        }
    }
}
