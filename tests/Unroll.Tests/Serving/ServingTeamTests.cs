using Unroll.Kernels;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Tests.Contracts;
using Unroll.Tests.Reproducibility;

namespace Unroll.Tests.Serving;

/// <summary>Calls of few rows, and streams, have the predictor's threads, and give back what they took whatever happens.</summary>
[Collection(AloneCollection.Name)]
public sealed class ServingTeamTests
{
    /// <summary>Units of layers whose weights are worth several threads even for one row and timestep.</summary>
    private const int Wide = 500;

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void A_call_of_one_shard_is_lent_the_other_threads(int rows)
    {
        var seen = new List<int>();
        using var predictor = new Predictor(Watching(seen), new PredictorOptions { Threads = 3 });
        predictor.Predict(new float[rows * 5 * 4], rows, 5, new float[rows * 5 * Wide]);
        Assert.Equal([3], seen);
        Assert.Null(Lent());
    }

    [Fact]
    public void A_call_on_one_thread_is_lent_none()
    {
        var seen = new List<int>();
        using var predictor = new Predictor(Watching(seen));
        predictor.Predict(new float[20], 1, 5, new float[5 * Wide]);
        Assert.Equal([1], seen);
    }

    [Fact]
    public void A_small_network_is_lent_none_because_waking_threads_costs_more()
    {
        var seen = new List<int>();
        using var predictor = new Predictor(Watching(seen, units: 60), new PredictorOptions { Threads = 2 });
        predictor.Predict(new float[20], 1, 5, new float[5 * 60]);
        predictor.CreateStream().Step(new float[4], new float[60]);
        Assert.Equal([1, 1], seen);
    }

    [Fact]
    public void A_small_network_is_lent_threads_for_a_long_sequence()
    {
        var seen = new List<int>();
        using var predictor = new Predictor(Watching(seen, units: 60), new PredictorOptions { Threads = 2 });
        predictor.Predict(new float[8 * 1000 * 4], 8, 1000, new float[8 * 1000 * 60]);
        Assert.Equal([2], seen);
    }

    [Fact]
    public void A_call_that_finds_the_team_taken_runs_alone()
    {
        var seen = new List<int>();
        Predictor? own = null;
        bool isInside = false;
        var model = new Sequential(new Input(5, 4), new Lambda(
            (input, output) =>
            {
                seen.Add(Lent()?.Threads ?? 1);
                if (!isInside)
                {
                    isInside = true;
                    var other = new Thread(() => own!.Predict(new float[20], 1, 5, new float[5 * Wide]));
                    other.Start();
                    other.Join();
                }

                input.Values.CopyTo(output.Values);
            },
            (_, _, _, _) => { }), new Dense(Wide), new Dense(Wide));
        using var predictor = new Predictor(model, new PredictorOptions { Threads = 2 });
        own = predictor;
        predictor.Predict(new float[20], 1, 5, new float[5 * Wide]);
        Assert.Equal([2, 1], seen);
    }

    [Fact]
    public void A_stream_is_lent_the_other_threads_until_the_predictor_is_disposed_of()
    {
        var seen = new List<int>();
        var predictor = new Predictor(Watching(seen), new PredictorOptions { Threads = 2 });
        StreamingPredictor stream = predictor.CreateStream();
        float[] step = [1, 2, 3, 4], before = new float[Wide], after = new float[Wide];
        stream.Step(step, before);
        predictor.Dispose();
        stream.Step(step, after);
        Assert.Equal([2, 1], seen);
        Assert.Equal(before, after);
    }

    [Fact]
    public void Large_products_give_the_same_bits_on_any_number_of_threads_and_allocate_nothing()
    {
        var model = new Sequential(
            new Input(Shape.AnyLength, 8), new Lstm(256, new LstmOptions { ReturnSequences = true }), new Dense(3))
        { Seed = 3 };
        using var alone = new Predictor(model);
        using var team = new Predictor(model, new PredictorOptions { Threads = 2 });
        StreamingPredictor streamAlone = alone.CreateStream(), streamOnTeam = team.CreateStream();
        float[] input = PredictorTests.Flat(TestData.Sequences(1, 20, 8)), expected = new float[60], output = new float[60];
        alone.Predict(input, expected);
        Run(5);
        Allocations.AssertNone(() => Run(20));
        Assert.Equal(expected, output);
        float[] first = new float[3], second = new float[3];
        streamOnTeam.Reset();
        streamAlone.Step(input.AsSpan(0, 8), first);
        streamOnTeam.Step(input.AsSpan(0, 8), second);
        Assert.Equal(first, second);

        void Run(int times)
        {
            for (int i = 0; i < times; i++)
            {
                streamOnTeam.Step(input.AsSpan(0, 8), output.AsSpan(0, 3));
                team.Predict(input, output);
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    [InlineData(20, 2)]
    public void Buffers_of_a_refused_call_are_used_again(int rows, int threads)
    {
        using var predictor = new Predictor(new Sequential(new Input(5, 64), new Gru(64)), new PredictorOptions { Threads = threads });
        float[] input = new float[rows * 5 * 64], output = new float[rows * 64], tooLong = new float[(rows * 64) + 1];
        Run(5);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(50);

        // An exception takes some hundreds of bytes with its message and trace, the buffers of a pass more than 10,000 beside it.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50 * 10_000);

        void Run(int times)
        {
            for (int i = 0; i < times; i++)
            {
                Assert.Throws<ArgumentException>(() => predictor.Predict(input, rows, 5, tooLong));
                predictor.Predict(input, rows, 5, output);
            }
        }
    }

    [Fact]
    public void Dispose_may_come_from_several_threads_at_once()
    {
        for (int repetition = 0; repetition < 20; repetition++)
        {
            var predictor = new Predictor(new Sequential(new Input(5, 3), new Gru(2)), new PredictorOptions { Threads = 2 });
            int failed = 0;
            using var start = new Barrier(4);
            Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
            {
                start.SignalAndWait();
                try
                {
                    predictor.Dispose();
                }
                catch (ObjectDisposedException)
                {
                    Interlocked.Increment(ref failed);
                }
            }))];
            Array.ForEach(threads, thread => thread.Start());

            // A thread that waits for a team that nobody gives back would wait for ever.
            Assert.All(threads, thread => Assert.True(thread.Join(TimeSpan.FromMinutes(5)), "Dispose does not return."));
            Assert.Equal(0, failed);
        }
    }

    /// <summary>A network that notes how many threads are there for its products.</summary>
    private static Sequential Watching(List<int> seen, int units = Wide) => new(new Input(Shape.AnyLength, 4), new Lambda(
        (input, output) =>
        {
            seen.Add(Lent()?.Threads ?? 1);
            input.Values.CopyTo(output.Values);
        },
        (_, _, _, _) => { },
        isStepwise: true), new Dense(units), new Dense(units));

    /// <summary>The threads that are lent to the calling thread at this moment.</summary>
    private static IPieceRunner? Lent()
    {
        IPieceRunner? team = PanelTeam.Lend(null);
        PanelTeam.Lend(team);
        return team;
    }
}
