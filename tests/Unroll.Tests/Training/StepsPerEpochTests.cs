using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>Epochs of some samples alone, drawn anew for each.</summary>
public sealed class StepsPerEpochTests : IDisposable
{
    private const int Samples = 100;
    private const int BatchSize = 8;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("unroll-steps-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Each_epoch_draws_other_samples_none_twice_and_all_come_in_turn()
    {
        EpochOrder order = new(Samples, new FitOptions { BatchSize = BatchSize, StepsPerEpoch = 3 }, seed: 7, buckets: null);
        int[] seen = new int[Samples];
        List<int[]> epochs = [];
        for (int epoch = 1; epoch <= 200; epoch++)
        {
            order.Arrange(epoch);
            int[] drawn = [.. Enumerable.Range(1, order.Batches).SelectMany(number => Of(order[number]))];
            Assert.Equal(3 * BatchSize, drawn.Distinct().Count());
            epochs.Add(drawn);
            Array.ForEach(drawn, sample => seen[sample]++);
        }

        Assert.Equal(3, order.Batches);
        Assert.NotEqual(epochs[0], epochs[1]);

        // Of 200 draws of 24 in 100, a sample has 48 on average, with a deviation of 6.
        Assert.All(seen, count => Assert.InRange(count, 18, 78));
    }

    [Fact]
    public void The_draw_follows_from_the_seed_and_the_epoch_alone()
    {
        int[] Drawn(ulong seed, params int[] epochs)
        {
            EpochOrder order = new(Samples, new FitOptions { BatchSize = BatchSize, StepsPerEpoch = 2 }, seed, buckets: null);
            Array.ForEach(epochs, order.Arrange);
            return [.. Enumerable.Range(1, 2).SelectMany(number => Of(order[number]))];
        }

        Assert.Equal(Drawn(1, 1, 2, 3), Drawn(1, 3));
        Assert.NotEqual(Drawn(1, 3), Drawn(2, 3));
    }

    [Fact]
    public void As_many_steps_as_there_are_samples_are_an_epoch_of_all()
    {
        (float[] all, _) = Train(new FitOptions { BatchSize = BatchSize, Epochs = 3 });
        (float[] many, History history) = Train(new FitOptions { BatchSize = BatchSize, Epochs = 3, StepsPerEpoch = 13 });

        Assert.Equal(all, many);
        Assert.Equal(3, history.Epochs.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void A_training_that_was_stopped_goes_on_with_the_same_draws_on_any_number_of_threads(int batches)
    {
        FitOptions options = new() { BatchSize = BatchSize, Epochs = 4, StepsPerEpoch = 3, Threads = 1 };
        (float[] expected, _) = Train(options);
        TrainingCheckpoint checkpoint = new(Path.Combine(_folder.FullName, $"stopped-{batches}"));
        using CancellationTokenSource stop = new();
        Train(options with
        {
            Checkpoint = checkpoint,
            Callbacks = [new StopAfter(batches, stop)],
            CancellationToken = stop.Token,
        });

        (float[] actual, History history) = Train(
            options with { Checkpoint = checkpoint, Callbacks = [new StopAfter(int.MaxValue, stop)], Threads = 2 });

        Assert.Equal(expected, actual);
        Assert.Equal(4, history.Epochs.Count);
    }

    [Fact]
    public void The_validation_of_such_an_epoch_takes_as_many_samples_spread_over_all()
    {
        ArraySource validation = Source(50);
        float[] weights = [];
        (_, History history) = Train(
            new FitOptions { BatchSize = BatchSize, StepsPerEpoch = 1, Validation = validation }, model => weights = model.GetWeights());

        // The eight of 50: one of each stretch that begins at 0, 6, 12, 18, 25, 31, 37 and 43, not at the same place of each.
        int[] places = [0, 9, 13, 23, 27, 31, 41, 45];
        double expected = places.Average(place => Math.Pow((weights[0] * X(place)) + weights[1] - Y(place), 2));

        Assert.Equal(expected, history.Epochs[0].ValidationLoss!.Value, 5);
    }

    [Fact]
    public void Steps_that_do_not_fit_are_refused()
    {
        ArgumentException ordered = Assert.Throws<ArgumentException>(
            () => Train(new FitOptions { StepsPerEpoch = 1, Shuffle = false }));
        ArgumentException full = Assert.Throws<ArgumentException>(
            () => Train(new FitOptions { StepsPerEpoch = 1 }, optimizer: new Lbfgs()));

        Assert.Contains("leave StepsPerEpoch out, or set Shuffle", ordered.Message, StringComparison.Ordinal);
        Assert.Contains("leave StepsPerEpoch out", full.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { StepsPerEpoch = -1 });
    }

    private static int[] Of(Batch batch) => batch.Order.AsSpan(batch.Start, batch.Rows).ToArray();

    private static float X(int sample) => (sample % 17) * 0.1f;

    private static float Y(int sample) => (0.5f * X(sample)) + (sample % 3);

    private static ArraySource Source(int samples)
    {
        float[,] x = new float[samples, 1], y = new float[samples, 1];
        for (int i = 0; i < samples; i++)
        {
            (x[i, 0], y[i, 0]) = (X(i), Y(i));
        }

        return new ArraySource(x, y);
    }

    private static (float[] Weights, History History) Train(
        FitOptions options, Action<Model>? trained = null, Optimizer? optimizer = null)
    {
        Sequential model = new(new Dense(1)) { Seed = 3 };
        model.Compile(optimizer ?? new Adam(0.05f), new MeanSquaredError());
        History history = model.Fit(Source(Samples), options);
        trained?.Invoke(model);
        return (model.GetWeights(), history);
    }

    private sealed class StopAfter(int batches, CancellationTokenSource stop) : Callback
    {
        private int _batches;

        public override void OnBatchEnd(TrainingContext context)
        {
            if (++_batches == batches)
            {
                stop.Cancel();
            }
        }
    }
}
