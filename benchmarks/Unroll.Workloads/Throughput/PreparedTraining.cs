using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Series.Windowing;
using Unroll.Training;
using Unroll.Workloads.Own;

namespace Unroll.Workloads.Throughput;

/// <summary>Trains on cheap windows and on dear ones, and tells how long the network waits for them.</summary>
internal static class PreparedTraining
{
    /// <summary>Each source with batches got in their turn, and with batches prepared ahead where that is worth it.</summary>
    public static IReadOnlyList<DataTask> Tasks()
    {
        SeriesWindows small = WindowCopying.Over(WindowCopying.RandomFrame((32 * 2000) + 33, 1), 33);
        SeriesWindows large = WindowCopying.Over(WindowCopying.RandomFrame((64 * 100) + 100, 8), 100);
        (string, SampleSource, int, int)[] sources =
        [
            ("LSTM(32), 32 × 33 × 1, windows in memory", small, 32, 32),
            ("LSTM(128), 64 × 100 × 8, windows in memory", large, 128, 64),
            ("the same, 10 µs of the processor a window", new DearSource(large, TimeSpan.FromMicroseconds(10), TimeSpan.Zero), 128, 64),
            ("the same, 1 ms asleep a run of windows", new DearSource(large, TimeSpan.Zero, TimeSpan.FromMilliseconds(1)), 128, 64),
        ];
        return
        [
            .. sources.SelectMany(source => new[] { Prefetch.Never, Prefetch.Auto }.Select(
                prefetch => Task($"{source.Item1}: {prefetch}", source.Item2, source.Item3, source.Item4, prefetch))),
        ];
    }

    private static DataTask Task(string name, SampleSource source, int units, int batchSize, Prefetch prefetch)
    {
        const int Epochs = 2;
        int batches = Epochs * ((source.Count + batchSize - 1) / batchSize);
        int threads = Math.Min(2, Environment.ProcessorCount);
        return new DataTask(
            $"training, batches prepared never or where it is worth it, on {threads} threads",
            name,
            UnrollContestant.Name,
            [new("batches", batches), new("windows", (double)Epochs * source.Count)],
            () =>
            {
                Shape shape = source.InputShape;
                var model = new Sequential(new Input(shape.Timesteps, shape.Features), new Lstm(units), new Dense(1)) { Seed = 1 };
                model.Compile(new Adam(0.001f), new MeanSquaredError());
                History history = model.Fit(
                    source, new FitOptions { Epochs = Epochs, BatchSize = batchSize, Threads = threads, Prefetch = prefetch });
                double seconds = history.Epochs.Sum(epoch => epoch.Elapsed.TotalSeconds);
                return new Turn(seconds, history.WaitingTime.TotalSeconds / seconds);
            });
    }
}
