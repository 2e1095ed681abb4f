using System.Diagnostics;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>Batches that are prepared ahead change nothing but the time that is waited for them.</summary>
public sealed class PrefetchTests
{
    private const int Samples = 53;

    private const int BatchSize = 10;

    private const int Batches = 6;

    private static readonly TimeSpan _hang = TimeSpan.FromMinutes(5);

    public static TheoryData<string> Trainings { get; } = [
        "plain", "padded", "weighted", "pieces of sequences", "buckets", "one batch an epoch"];

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Weights_are_the_same_to_the_last_bit(string training)
    {
        (float[] expected, History history) = Train(training, new FitOptions { Prefetch = Prefetch.Never, Threads = 1 });
        foreach (Prefetch prefetch in Enum.GetValues<Prefetch>())
        {
            foreach (int threads in new[] { 1, 2, 3 })
            {
                (float[] actual, History other) = Train(training, new FitOptions { Prefetch = prefetch, Threads = threads });
                Assert.Equal(expected, actual);
                foreach ((EpochRecord before, EpochRecord after) in history.Epochs.Zip(other.Epochs))
                {
                    Assert.Equal(before.Loss, after.Loss);
                    Assert.Equal(before.ValidationLoss, after.ValidationLoss);
                    Assert.Equal(before.Metrics, after.Metrics);
                }
            }
        }

        Assert.All(expected, weight => Assert.True(float.IsFinite(weight)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Each_sample_is_asked_for_once_an_epoch(int threads)
    {
        int[] visits = new int[Samples];
        var source = new HookedSource(Plain(), samples =>
        {
            foreach (int sample in samples)
            {
                Interlocked.Increment(ref visits[sample]);
            }
        });
        Make().Fit(source, new FitOptions { BatchSize = BatchSize, Epochs = 7, Threads = threads, Prefetch = Prefetch.Always });
        Assert.All(visits, count => Assert.Equal(7, count));
    }

    [Theory]
    [InlineData(Prefetch.Always, false)]
    [InlineData(Prefetch.Auto, true)]
    public void Some_batches_are_prepared_while_one_is_trained_on_and_those_of_the_next_epoch_at_the_end(Prefetch prefetch, bool isSlow)
    {
        const int fewest = 2, most = 8;
        using var asked = new SemaphoreSlim(0);
        int running = 0, samplesAsked = 0;

        // Each sample is asked for once an epoch, batch after batch: their number tells how far the source has come.
        int Newest() => (Volatile.Read(ref samplesAsked) - 1) is var last ? (last / Samples * Batches) + (last % Samples / BatchSize) : 0;

        var source = new HookedSource(
            Plain(),
            samples =>
            {
                Interlocked.Add(ref samplesAsked, samples.Length);
                asked.Release();
            },
            isSlow);
        var callback = new HookedCallback
        {
            BatchEnd = _ =>
            {
                // While the callback keeps training from going on, others ask for the next batches.
                while (Newest() < Math.Min(running + fewest, (3 * Batches) - 1))
                {
                    Assert.True(asked.Wait(_hang), "The next batches must be asked for while this one is trained on.");
                }

                Assert.InRange(Newest() - running, 0, most);
                running++;
            },
        };
        Make().Fit(
            source, new FitOptions
            {
                BatchSize = BatchSize,
                Epochs = 3,
                Shuffle = false,
                Threads = 1,
                Prefetch = prefetch,
                Callbacks = [callback]
            });
        Assert.Equal(3 * Batches, running);
    }

    [Fact]
    public void Nothing_is_prepared_where_that_is_not_wanted()
    {
        int running = 0;
        var source = new HookedSource(Plain(), samples => Assert.Equal(running % Batches, samples[0] / BatchSize), isSlow: true);
        var callback = new HookedCallback { BatchEnd = _ => running++ };
        Make().Fit(
            source,
            new FitOptions
            {
                BatchSize = BatchSize,
                Epochs = 3,
                Shuffle = false,
                Threads = 2,
                Prefetch = Prefetch.Never,
                Callbacks = [callback]
            });
        Assert.Equal(3 * Batches, running);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void What_the_source_throws_reaches_the_caller_when_its_batch_has_its_turn(int threads)
    {
        foreach (Prefetch prefetch in Enum.GetValues<Prefetch>())
        {
            foreach (int truncatedSteps in new[] { 0, 2 })
            {
                int done = 0;
                var source = new HookedSource(Plain(), samples =>
                {
                    if (samples.Contains(34))
                    {
                        throw new TimeZoneNotFoundException("sample 34");
                    }
                });
                var callback = new HookedCallback { BatchEnd = _ => done++ };
                TimeZoneNotFoundException thrown = Assert.Throws<TimeZoneNotFoundException>(() => Make().Fit(source, new FitOptions
                {
                    BatchSize = BatchSize,
                    Epochs = 2,
                    Shuffle = false,
                    Threads = threads,
                    Prefetch = prefetch,
                    TruncatedSteps = truncatedSteps,
                    Callbacks = [callback],
                }));
                Assert.Equal("sample 34", thrown.Message);
                Assert.Equal(3, done);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_training_that_is_cancelled_ends_and_the_source_is_left_alone(int threads)
    {
        bool isOver = false;
        int late = 0;
        using var cancellation = new CancellationTokenSource();
        var source = new HookedSource(Plain(), samples =>
        {
            Thread.SpinWait(2000);
            late += Volatile.Read(ref isOver) ? 1 : 0;
        });
        int done = 0;
        var callback = new HookedCallback
        {
            BatchEnd = _ =>
            {
                if (++done == Batches + 3)
                {
                    cancellation.Cancel();
                }
            },
        };
        History history = Make().Fit(source, new FitOptions
        {
            BatchSize = BatchSize,
            Epochs = 100,
            Threads = threads,
            Prefetch = Prefetch.Always,
            CancellationToken = cancellation.Token,
            Callbacks = [callback],
        });
        Volatile.Write(ref isOver, true);
        Assert.Equal(StopReason.Cancelled, history.StopReason);
        Assert.Equal(Batches + 3, done);
        Assert.Single(history.Epochs);
        Assert.Equal(0, late);
    }

    [Fact]
    public void A_training_that_goes_on_from_a_checkpoint_ends_with_the_same_weights()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("unroll-ahead-");
        try
        {
            (float[] expected, _) = Train("buckets", new FitOptions { Prefetch = Prefetch.Never });
            var checkpoint = new TrainingCheckpoint(Path.Combine(folder.FullName, "checkpoint"));
            using var cancellation = new CancellationTokenSource();
            int done = 0;
            var stop = new HookedCallback
            {
                BatchEnd = _ =>
                {
                    if (++done == 8)
                    {
                        cancellation.Cancel();
                    }
                },
            };
            FitOptions options = new() { Prefetch = Prefetch.Always, Threads = 2, Checkpoint = checkpoint };
            Train("buckets", options with { CancellationToken = cancellation.Token, Callbacks = [stop] });
            Assert.Equal(8, done);
            (float[] actual, History history) = Train("buckets", options with { Callbacks = [new HookedCallback()] });
            Assert.Equal(expected, actual);
            Assert.Equal(3, history.Epochs.Count);

            // Another order of the samples is another training.
            Assert.Contains(
                "bucket_pool",
                Assert.Throws<InputException>(() => Train("padded", options with { Callbacks = [new HookedCallback()] })).Message,
                StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void What_is_waited_for_samples_is_told()
    {
        long asked = 0;
        var source = new HookedSource(Plain(), _ =>
        {
            long begin = Stopwatch.GetTimestamp();
            Thread.SpinWait(5000);
            asked += Stopwatch.GetTimestamp() - begin;
        });
        History history = Make().Fit(source, new FitOptions { BatchSize = BatchSize, Epochs = 3, Threads = 1, Prefetch = Prefetch.Never });
        Assert.True(
            history.WaitingTime >= Stopwatch.GetElapsedTime(0, asked) - TimeSpan.FromTicks(3), $"{history.WaitingTime} for {asked} ticks");
        Assert.Equal(history.WaitingTime.Ticks, history.Epochs.Sum(epoch => epoch.WaitingTime.Ticks));
        Assert.All(history.Epochs, epoch => Assert.InRange(epoch.WaitingTime, TimeSpan.FromTicks(1), epoch.Elapsed));
        Assert.True(history.WaitingTime < history.Elapsed);

        // An optimizer that looks at all samples at once waits for them, too.
        Sequential model = Make();
        model.Compile(new Lbfgs(), new MeanSquaredError());
        Assert.InRange(model.Fit(source, new FitOptions { Epochs = 2, Threads = 1 }).WaitingTime, TimeSpan.FromTicks(1), TimeSpan.MaxValue);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { Prefetch = (Prefetch)7 });
    }

    private static ArraySource Plain()
    {
        float[,,] x = TestData.Sequences(Samples, 6, 2);
        return new ArraySource(x, TestData.Means(x));
    }

    private static Sequential Make()
    {
        var model = new Sequential(
            new Input(6, 2), new Lstm(5, new LstmOptions { ReturnSequences = true }), new Dropout(0.1f), new Gru(4), new Dense(1))
        {
            Seed = 3,
        };
        model.Compile(new Adam(0.01f), new MeanSquaredError(), Metric.Catalogue.Create("mae"));
        return model;
    }

    /// <summary>Trains on a source that takes longer now and then.</summary>
    private static (float[] Weights, History History) Train(string training, FitOptions options)
    {
        float[,,] x = TestData.Sequences(Samples, 6, 2);
        float[,] y = TestData.Means(x);
        int[] lengths = [.. Enumerable.Range(0, Samples).Select(i => i * 5 % 7)];
        ArraySource samples = training switch
        {
            "padded" or "buckets" => new ArraySource(x, y) { Lengths = lengths },
            "weighted" => new ArraySource(x, y) { Weights = [.. Enumerable.Range(0, Samples).Select(i => i % 3 / 2f)] },
            _ => new ArraySource(x, y),
        };
        var source = new HookedSource(samples, asked => Thread.SpinWait(asked[0] % 4 * 1000));
        Sequential model = Make();
        History history = model.Fit(source, options with
        {
            BatchSize = training == "one batch an epoch" ? Samples : BatchSize,
            Epochs = 3,
            ValidationSplit = training == "plain" ? 0.2f : 0,
            TruncatedSteps = training == "pieces of sequences" ? 4 : 0,
            AccumulationSteps = training == "weighted" ? 2 : 1,
            BucketByLength = training == "buckets",
            BucketPool = 2,
        });
        return (model.GetWeights(), history);
    }
}
