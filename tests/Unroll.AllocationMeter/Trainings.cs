using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Tests.Reproducibility;
using Unroll.Training;

namespace Unroll.AllocationMeter;

/// <summary>Trainings whose allocations are counted.</summary>
internal static class Trainings
{
    // The epoch that allocates least counts: what a batch allocates, every epoch has.
    private const int Epochs = 12;

    /// <summary>Trains.</summary>
    /// <param name="network">Which network, and how it is trained.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="batches">Batches in an epoch.</param>
    /// <returns>The bytes of the epoch that allocated least.</returns>
    public static long Run(string network, int threads, int batches)
    {
        Meter meter = new();
        FitOptions options = new() { Epochs = Epochs, BatchSize = 16, Threads = threads, Prefetch = Prefetch.Never, Callbacks = [meter] };
        switch (network)
        {
            case "graph":
                GraphNetwork.Train(batches * options.BatchSize, options with { AccumulationSteps = 2 });
                break;
            case "stack":
                Train(batches, units: 8, options);
                break;
            case "pieces of sequences":
                Train(batches, units: 8, options with { TruncatedSteps = 2 });
                break;
            case "prepared ahead":
                Train(batches, units: 8, options with { Prefetch = Prefetch.Always });
                break;
            case "pieces prepared ahead":
                Train(batches, units: 8, options with { TruncatedSteps = 2, Prefetch = Prefetch.Always });
                break;
            case "wide, few rows":
                Train(batches, units: 130, options with { BatchSize = 2 });
                break;
            case "allocating":
                // What the others must not do: an object a batch.
                Train(batches, units: 8, options with { Callbacks = [meter, new Allocating()] });
                break;
            default:
                throw new ArgumentException($"There is no network \"{network}\".", nameof(network));
        }

        return meter.Least;
    }

    private static void Train(int batches, int units, FitOptions options)
    {
        float[,,] inputs = TestData.Sequences(batches * options.BatchSize, 5, 2);
        var source = new ArraySource(inputs, TestData.Means(inputs));
        var model = new Sequential(
            new Input(5, 2),
            new Lstm(units, new LstmOptions { ReturnSequences = true }),
            new Dropout(0.1f),
            new Gru(units),
            new Dense(1));
        model.Compile(new Adam(0.001f) { Clipping = GradientClipping.ByGlobalNorm(1) }, new MeanSquaredError(),
            Metric.Catalogue.Create("mae"));
        model.Fit(source, options);
    }

    private sealed class Allocating : Callback
    {
        public object? Last { get; private set; }

        public override void OnBatchEnd(TrainingContext context) => Last = new object();
    }
}
