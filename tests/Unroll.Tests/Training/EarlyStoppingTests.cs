using Unroll.Training;

namespace Unroll.Tests.Training;

public class EarlyStoppingTests
{
    private static readonly string[] _loss = ["loss"];

    [Fact]
    public void Stops_after_so_many_epochs_without_improvement()
    {
        TrainingRun run = new(_loss, Stopper(new() { Patience = 2 }));
        Assert.Equal(6, run.RunLosses(3, 2, 2.5, 1, 1, 1.1, 0.5));
        Assert.Equal(StopReason.EarlyStopping, run.Context.StopReason);
        Assert.Equal(4, run.Context.BestEpoch);
        Assert.Equal(4, run.Context.ToHistory().BestEpoch);
    }

    [Fact]
    public void Counts_only_improvements_by_more_than_the_minimum()
    {
        TrainingRun run = new(_loss, Stopper(new() { Patience = 2, MinDelta = 0.1 }));
        Assert.Equal(3, run.RunLosses(1, 0.95, 0.91, 0.5));
    }

    [Fact]
    public void Takes_what_is_not_a_number_for_no_improvement()
    {
        TrainingRun run = new(_loss, Stopper(new() { Patience = 2 }));
        Assert.Equal(2, run.RunLosses(double.NaN, double.NaN, 1));
        Assert.Null(run.Context.BestEpoch);
    }

    [Fact]
    public void Starts_anew_with_each_training()
    {
        EarlyStopping callback = Stopper(new() { Patience = 1 });
        Assert.Equal(2, new TrainingRun(_loss, callback).RunLosses(1, 2, 3));
        Assert.Equal(3, new TrainingRun(_loss, callback).RunLosses(9, 8, 8.5, 7));
    }

    [Fact]
    public void Monitors_the_validation_loss_if_there_is_one_else_the_loss_or_what_it_is_told()
    {
        Assert.Equal(2, BestOf(null, ["loss", "val_loss"]));
        Assert.Equal(3, BestOf(null, ["loss"]));
        Assert.Equal(3, BestOf("loss", ["loss", "val_loss"]));
        Assert.Equal(1, BestOf("val_mae", ["loss", "val_loss", "mae", "val_mae"]));
    }

    [Fact]
    public void An_unknown_value_to_monitor_is_refused_before_training_with_the_known_ones()
    {
        TrainingRun run = new(["loss", "mae"], Stopper(new() { Monitor = "val_loss" }));
        InputException exception = Assert.Throws<InputException>(run.Begin);
        Assert.Contains("\"val_loss\"", exception.Message, StringComparison.Ordinal);
        Assert.Contains("loss, mae", exception.Message, StringComparison.Ordinal);
        Assert.Contains("no validation", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Stopper(new() { Patience = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Stopper(new() { MinDelta = -1 }));
    }

    private static int? BestOf(string? monitor, string[] monitors)
    {
        TrainingRun run = new(monitors, Stopper(new() { Monitor = monitor }));
        run.Begin();
        double[][] epochs = [[3, 2, 5, 1], [2, 1, 5, 2], [1, 3, 5, 3]];
        foreach (double[] values in epochs)
        {
            run.Epoch(values[..monitors.Length]);
        }

        return run.Context.BestEpoch;
    }

    private static EarlyStopping Stopper(EarlyStoppingOptions options) => new(options with { RestoreBestWeights = false });
}
