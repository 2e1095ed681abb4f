using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests.Training;

public class TrainingTypesTests
{
    [Fact]
    public void Default_options_have_the_documented_defaults()
    {
        foreach (FitOptions options in new[] { default, new FitOptions() })
        {
            Assert.Equal(
                (1, 32, 0f, true, 0), (options.Epochs, options.BatchSize, options.ValidationSplit, options.Shuffle, options.Threads));
            Assert.Empty(options.Callbacks);
            Assert.Null(options.Seed);
        }

        Assert.Equal((256, 0), (default(PredictOptions).BatchSize, default(PredictOptions).Threads));
    }

    [Fact]
    public void Options_given_as_their_defaults_are_equal_to_none()
    {
        Assert.Equal(default, new FitOptions { Epochs = 1, BatchSize = 32, Shuffle = true });
        Assert.Equal(default, new PredictOptions { BatchSize = 256 });
        Assert.Equal(default, new AdamOptions { Beta1 = 0.9f, Beta2 = 0.999f, Epsilon = 1e-8f });
        Assert.Equal(default, new EarlyStoppingOptions { Patience = 10, RestoreBestWeights = true });
        Assert.Equal(default, new ReduceLearningRateOnPlateauOptions { Factor = 0.5f, Patience = 5 });
        Assert.Equal(default, new ModelCheckpointOptions { SaveBestOnly = true });
        Assert.Equal(0.9f, default(AdamOptions).Beta1);
        Assert.Equal(10, default(EarlyStoppingOptions).Patience);
        Assert.Equal((0.5f, 5), (default(ReduceLearningRateOnPlateauOptions).Factor, default(ReduceLearningRateOnPlateauOptions).Patience));
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { Epochs = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { BatchSize = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { ValidationSplit = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { Threads = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PredictOptions { BatchSize = 0 });
    }

    [Theory]
    [InlineData(double.NaN, true)]
    [InlineData(double.NegativeInfinity, true)]
    [InlineData(1e300, false)]
    public void A_broken_batch_loss_ends_training(double loss, bool stops)
    {
        TrainingRun run = new(["loss"]);
        run.Context.BatchLoss = loss;
        new TerminateOnNonFinite().OnBatchEnd(run.Context);
        Assert.Equal(stops, run.Context.StopRequested);
        Assert.Equal(stops ? StopReason.NonFinite : StopReason.Completed, run.Context.StopReason);
    }

    [Fact]
    public void The_first_reason_to_stop_counts()
    {
        TrainingRun run = new(["loss"]);
        run.Context.Stop(StopReason.NonFinite);
        run.Context.Stop(StopReason.EarlyStopping);
        Assert.Equal(StopReason.NonFinite, run.Context.ToHistory().StopReason);
    }
}
