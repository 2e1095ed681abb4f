using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>Options as large as their type allows: they mean what they say, or are refused by name.</summary>
public sealed class ExtremeOptionTests
{
    private const int Samples = 16;
    private const int Timesteps = 4;

    private static readonly float[,,] _inputs = TestData.Sequences(Samples, Timesteps, 2);
    private static readonly float[,] _targets = TestData.Means(_inputs);

    private static readonly Dictionary<string, (FitOptions Largest, FitOptions Same)> _options = new()
    {
        ["BatchSize"] = (new() { BatchSize = int.MaxValue }, new() { BatchSize = Samples }),
        ["TruncatedSteps"] = (new() { TruncatedSteps = int.MaxValue }, new() { TruncatedSteps = Timesteps }),
        ["StepsPerEpoch"] = (new() { StepsPerEpoch = int.MaxValue }, new()),
        ["AccumulationSteps"] = (
            new() { BatchSize = 4, AccumulationSteps = int.MaxValue }, new() { BatchSize = 4, AccumulationSteps = Samples / 4 }),
    };

    public static TheoryData<string> Options => [.. _options.Keys];

    [Theory]
    [MemberData(nameof(Options))]
    public void The_largest_value_trains_as_the_smallest_that_covers_all(string option)
    {
        (FitOptions largest, FitOptions same) = _options[option];
        Model[] models = [Create(), Create()];

        History history = models[0].Fit(_inputs, _targets, largest with { Epochs = 2 });
        models[1].Fit(_inputs, _targets, same with { Epochs = 2 });

        Assert.True(history.Epochs[1].Loss > 0);
        Assert.Equal(models[1].GetWeights(), models[0].GetWeights());
    }

    [Fact]
    public void The_learning_rate_finder_takes_the_largest_batch()
    {
        LearningRateTrial trial = LearningRateFinder.Find(
            Create(), new ArraySource(_inputs, _targets), batchSize: int.MaxValue, batches: 30);

        Assert.Equal(
            LearningRateFinder.Find(Create(), new ArraySource(_inputs, _targets), Samples, 30).Losses, trial.Losses);
    }

    [Fact]
    public void Threads_that_no_process_can_have_are_refused_by_name()
    {
        foreach (Action options in (Action[])[
            () => _ = new FitOptions { Threads = int.MaxValue }, () => _ = new PredictOptions { Threads = 4097 },
            () => _ = new PredictorOptions { Threads = int.MaxValue }, () => _ = new DecodeOptions { MaxLength = 3, Threads = 5000 },
            () => _ = new FitOptions { Threads = -1 },
        ])
        {
            Assert.Contains(
                "Threads is", Assert.Throws<ArgumentOutOfRangeException>(options).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_callback_serves_one_training_at_a_time()
    {
        EarlyStopping shared = new(new EarlyStoppingOptions { Monitor = "loss" });
        Model first = Create(), second = Create();
        Exception? thrown = null;
        HookedCallback meanwhile = new()
        {
            BatchEnd = _ => thrown ??= Record.Exception(
                () => second.Fit(_inputs, _targets, new FitOptions { Callbacks = [new ProgressLogger(TextWriter.Null), shared] })),
        };

        first.Fit(_inputs, _targets, new FitOptions { Callbacks = [shared, meanwhile] });

        Assert.Contains(
            "EarlyStopping is used by another training", Assert.IsType<InvalidOperationException>(thrown).Message,
            StringComparison.Ordinal);
        Assert.Contains("used by this training", Assert.Throws<InvalidOperationException>(
            () => second.Fit(_inputs, _targets, new FitOptions { Callbacks = [shared, shared] })).Message, StringComparison.Ordinal);
        second.Fit(_inputs, _targets, new FitOptions { Callbacks = [shared] });
    }

    [Fact]
    public void The_sample_of_a_gradient_that_overflows_is_named()
    {
        float[,] targets = (float[,])_targets.Clone();
        targets[11, 0] = 3e38f;

        History history = Create().Fit(_inputs, targets, new FitOptions { BatchSize = Samples });

        Assert.Equal(StopReason.NonFinite, history.StopReason);
        Assert.Contains("the greatest loss is that of sample 11, ", history.StopDetail, StringComparison.Ordinal);
    }

    private static Sequential Create()
    {
        Sequential model = new(new Lstm(3), new Dense(1)) { Seed = 5 };
        model.Compile(new Adam(0.01f), new MeanSquaredError());
        return model;
    }
}
