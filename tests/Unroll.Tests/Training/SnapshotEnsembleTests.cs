using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>Snapshots of one training, in cycles of the learning rate.</summary>
public sealed class SnapshotEnsembleTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unroll-snapshots-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_rate_falls_along_half_a_cosine_in_each_cycle()
    {
        List<float> rates = [];
        SnapshotEnsemble snapshots = new(3, 0.1f);
        Train(snapshots, 6, rates: rates);

        // 6 epochs of 4 batches: cycles of 8 batches.
        Assert.Equal(24, rates.Count);
        for (int i = 0; i < rates.Count; i++)
        {
            Assert.Equal(0.05 * (Math.Cos(Math.PI * (i % 8) / 8) + 1), rates[i], 1e-6);
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 4)]
    [InlineData(5, 2)]
    [InlineData(7, 5)]
    public void Each_cycle_gives_one_snapshot_the_last_of_which_are_the_weights_at_the_end(int cycles, int epochs)
    {
        SnapshotEnsemble snapshots = new(cycles);
        Model model = Train(snapshots, epochs);

        Assert.Equal(cycles, snapshots.Weights.Count);
        Assert.Equal(model.GetWeights(), snapshots.Weights[^1]);
        Assert.Equal(cycles, snapshots.Weights.Select(weights => weights[0]).Distinct().Count());
    }

    [Fact]
    public void More_snapshots_than_batches_are_refused() =>
        Assert.Contains("9 snapshots", Assert.Throws<InputException>(() => Train(new(9), 2)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(5)]
    [InlineData(9)]
    public void A_training_that_was_stopped_goes_on_with_the_same_snapshots(int batches)
    {
        SnapshotEnsemble whole = new(3), stopped = new(3), resumed = new(3);
        Train(whole, 4);
        string path = Path.Combine(_folder.FullName, "checkpoint");
        using CancellationTokenSource cancellation = new();
        Train(stopped, 4, path, cancellation, batches);
        Assert.NotEqual(3, stopped.Weights.Count);
        Train(resumed, 4, path);

        Assert.Equal(whole.Weights, resumed.Weights);
    }

    private static Model Train(
        SnapshotEnsemble snapshots, int epochs, string? checkpoint = null, CancellationTokenSource? stop = null, int batches = 0,
        List<float>? rates = null)
    {
        RandomStream random = new(1);
        float[,,] inputs = new float[32, 5, 1];
        float[,] targets = new float[32, 1];
        for (int sample = 0; sample < 32; sample++)
        {
            for (int t = 0; t < 5; t++)
            {
                inputs[sample, t, 0] = (float)random.NextNormal();
                targets[sample, 0] += inputs[sample, t, 0];
            }
        }

        Model model = new Sequential(new Lstm(4), new Dense(1)) { Seed = 2 };
        model.Compile(new Adam(), new MeanSquaredError());
        int seen = 0;
        HookedCallback hook = new()
        {
            BatchEnd = context =>
            {
                rates?.Add(context.LearningRate);
                if (++seen == batches)
                {
                    stop!.Cancel();
                }
            },
        };
        model.Fit(new ArraySource(inputs, targets), new FitOptions
        {
            Epochs = epochs,
            BatchSize = 8,
            Callbacks = [snapshots, hook],
            Checkpoint = checkpoint is null ? null : new TrainingCheckpoint(checkpoint),
            CancellationToken = stop?.Token ?? default,
        });
        return model;
    }
}
