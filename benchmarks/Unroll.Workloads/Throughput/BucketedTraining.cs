using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;
using Unroll.Workloads.Own;

namespace Unroll.Workloads.Throughput;

/// <summary>Trains on sequences of unequal length, as they come and in batches of similar length.</summary>
internal static class BucketedTraining
{
    private const int Samples = 2048;

    /// <summary>Both orders, for sequences a few times as long as others and for those up to fifty times as long.</summary>
    public static IReadOnlyList<DataTask> Tasks() =>
        [.. Both("7 to 29 timesteps of 12 features", 7, 29, 12), .. Both("10 to 500 timesteps of 8 features", 10, 500, 8)];

    private static IEnumerable<DataTask> Both(string name, int shortest, int longest, int features)
    {
        var random = new RandomStream(8);
        int[] lengths = [.. Enumerable.Range(0, Samples).Select(_ => shortest + random.NextInt32(longest - shortest + 1))];
        float[,,] x = new float[Samples, longest, features];
        float[,] y = new float[Samples, 1];
        for (int sample = 0; sample < Samples; sample++)
        {
            y[sample, 0] = (float)random.NextNormal();
            for (int t = 0; t < lengths[sample]; t++)
            {
                for (int feature = 0; feature < features; feature++)
                {
                    x[sample, t, feature] = (float)random.NextNormal();
                }
            }
        }

        var source = new ArraySource(x, y) { Lengths = lengths };
        return [Task(name + ", as they come", source, false), Task(name + ", bucketed", source, true)];
    }

    private static DataTask Task(string name, ArraySource source, bool buckets)
    {
        const int Epochs = 3;
        int threads = Math.Min(2, Environment.ProcessorCount);
        return new DataTask(
            $"training on sequences of unequal length, LSTM(64), batch of 32, on {threads} threads",
            name,
            UnrollContestant.Name,
            [new("sequences", (double)Epochs * Samples), new("timesteps", (double)Epochs * source.Lengths!.Sum())],
            () =>
            {
                Shape shape = source.InputShape;
                var model = new Sequential(new Input(shape.Timesteps, shape.Features), new Lstm(64), new Dense(1)) { Seed = 1 };
                model.Compile(new Adam(0.001f), new MeanSquaredError());
                History history = model.Fit(
                    source, new FitOptions { Epochs = Epochs, BatchSize = 32, Threads = threads, BucketByLength = buckets });
                double seconds = history.Epochs.Sum(epoch => epoch.Elapsed.TotalSeconds);
                return new Turn(seconds, history.WaitingTime.TotalSeconds / seconds);
            });
    }
}
