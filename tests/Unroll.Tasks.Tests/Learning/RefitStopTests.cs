using Unroll.Tasks.Forecasting;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Tests.Forecasting;
using Unroll.Training;

namespace Unroll.Tasks.Tests.Learning;

/// <summary>Trainings on training and validation part together that do not come to their end: the networks before them stay.</summary>
public sealed class RefitStopTests
{
    private const string Train = "{learning-rate: 0.05, epochs: 12, seed: 3, early-stopping: {patience: 3}";
    private const string Walk = "{by: walk-forward, train: 0.4, validation: 0.1, test: 0.2, folds: 2}";

    [Fact]
    public void A_stop_keeps_the_networks_before_and_the_training_goes_on_with_the_same_bits()
    {
        using TemporaryFolder folder = new();
        Recipe recipe = SmallSeries.Recipe(train: Train + ", refit: true, ensemble: 2}");
        (Forecaster whole, TrainingRun expected) = Fit(recipe);
        (Forecaster plain, TrainingRun before) = Fit(SmallSeries.Recipe(train: Train + ", ensemble: 2}"));

        using CancellationTokenSource stop = new();
        Forecaster stopped = Forecaster.Create(recipe);
        TrainingRun interrupted = stopped.Fit(SmallSeries.Create(), options: new LearnerOptions
        {
            CheckpointFolder = folder.Path,
            CancellationToken = stop.Token,
            Progress = new StopInRefit(stop, epoch: 2),
        });
        Assert.True(interrupted.Interrupted);
        Assert.Null(interrupted.Refit);
        Assert.Equal(Values(before.Test), Values(interrupted.Test));
        Assert.Equal(
            plain.Networks.Select(network => network.GetWeights()), stopped.Networks.Select(network => network.GetWeights()));

        Forecaster resumed = Forecaster.Create(recipe);
        TrainingRun run = resumed.Fit(SmallSeries.Create(), options: new LearnerOptions
        {
            CheckpointFolder = folder.Path,
            Progress = new LearnerProgress(),
        });
        Assert.False(run.Interrupted);
        Assert.Equal(expected.Refit!.Epochs, run.Refit!.Epochs);
        Assert.Equal(Values(expected.Test), Values(run.Test));
        Assert.Equal(
            whole.Networks.Select(network => network.GetWeights()), resumed.Networks.Select(network => network.GetWeights()));
    }

    [Fact]
    public void A_second_training_that_diverges_leaves_the_networks_before_and_a_warning()
    {
        (Forecaster plain, TrainingRun before) = Fit(SmallSeries.Recipe(train: Train + "}"));
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(train: Train + ", refit: true}"));
        DivergingAnew progress = new();
        TrainingRun run = forecaster.Fit(SmallSeries.Create(), options: new LearnerOptions { Progress = progress });

        Assert.False(run.Interrupted);
        Assert.Null(run.Refit);
        Assert.Equal(Values(before.Test), Values(run.Test));
        Assert.Equal(plain.Networks[0].GetWeights(), forecaster.Networks[0].GetWeights());
        string warning = Assert.Single(progress.Warnings);
        Assert.Contains(warning, run.Warnings);
        Assert.Contains("(train.refit) diverged", warning, StringComparison.Ordinal);
        Assert.Contains("lower train.learning-rate", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("no network to keep", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_fold_whose_second_training_diverges_leaves_those_of_all_folds_out(int fold)
    {
        const string Rates = "{learning-rate: 0.02, epochs: 3, seed: 3";
        (Forecaster plain, TrainingRun before) = Fit(SmallSeries.Recipe(split: Walk, train: Rates + "}"));
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(split: Walk, train: Rates + ", refit: true}"));
        DivergingAnew progress = new(fold);
        TrainingRun run = forecaster.Fit(SmallSeries.Create(), options: new LearnerOptions { Progress = progress });

        Assert.Null(run.Refit);
        Assert.Single(progress.Warnings);
        Assert.Equal(before.Folds.Select(Values), run.Folds.Select(Values));
        Assert.Equal(Values(before.Test), Values(run.Test));
        Assert.Equal(plain.Networks[0].GetWeights(), forecaster.Networks[0].GetWeights());
    }

    [Fact]
    public void A_stop_in_the_second_training_of_a_later_fold_leaves_the_networks_before_in_all_folds()
    {
        const string Rates = "{learning-rate: 0.02, epochs: 3, seed: 3, restore-best-weights: false";
        (Forecaster plain, TrainingRun before) = Fit(SmallSeries.Recipe(split: Walk, train: Rates + "}"));
        using CancellationTokenSource stop = new();
        Forecaster forecaster = Forecaster.Create(SmallSeries.Recipe(split: Walk, train: Rates + ", refit: true}"));
        TrainingRun run = forecaster.Fit(SmallSeries.Create(), options: new LearnerOptions
        {
            CancellationToken = stop.Token,
            Progress = new StopInRefit(stop, epoch: 1, inFold: 2),
        });

        Assert.True(run.Interrupted);
        Assert.Null(run.Refit);
        Assert.Equal(before.Folds.Select(Values), run.Folds.Select(Values));
        Assert.Equal(Values(before.Test), Values(run.Test));
        Assert.Equal(plain.Networks[0].GetWeights(), forecaster.Networks[0].GetWeights());
    }

    private static (Forecaster Forecaster, TrainingRun Run) Fit(Recipe recipe)
    {
        Forecaster forecaster = Forecaster.Create(recipe);
        return (forecaster, forecaster.Fit(SmallSeries.Create()));
    }

    private static double[] Values(PartEvaluation part) => [.. part.Model.Select(score => score.Value)];

    private sealed class StopInRefit(CancellationTokenSource stop, int epoch, int inFold = 1) : LearnerProgress
    {
        private bool _isRefit;

        public override void OnRefitting(TaskPlan plan, int fold, IReadOnlyList<int> epochs) => _isRefit = fold == inFold;

        public override void OnEpochEnd(TrainingContext context)
        {
            if (_isRefit && context.Epoch == epoch)
            {
                stop.Cancel();
            }
        }
    }
}
