using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Reproducibility;

/// <summary>A training step allocates nothing. Counted for the whole process, so no other test may run meanwhile.</summary>
[Collection(AloneCollection.Name)]
public sealed class AllocationTests
{
    [Theory]
    [InlineData(1, "stack")]
    [InlineData(2, "stack")]
    [InlineData(1, "graph")]
    [InlineData(2, "graph")]
    [InlineData(2, "wide, few rows")]
    [InlineData(1, "pieces of sequences")]
    [InlineData(2, "pieces of sequences")]
    [InlineData(1, "prepared ahead")]
    [InlineData(2, "prepared ahead")]
    [InlineData(2, "pieces prepared ahead")]
    public void An_epoch_allocates_the_same_for_many_batches_as_for_few(int threads, string network)
    {
        const int Few = 10;
        const int Many = 400;
        long few = Bytes(Few, new Meter(6));

        // The smallest object has 24 bytes. What is less is the test host's own, which lets a timer tick now and then.
        long limit = few + (12 * (Many - Few));
        long many = Bytes(Many, new Meter(40, limit));
        Assert.True(
            many < limit,
            $"Each batch allocates {(many - few) / (double)(Many - Few):F1} bytes ({few} an epoch of {Few} batches, {many} of {Many}).");

        long Bytes(int batches, Meter meter)
        {
            switch (network)
            {
                case "graph":
                    GraphNetwork.Train(batches, threads, meter);
                    break;
                case "stack":
                    Train(meter, batches, threads, batchSize: 16, units: 8);
                    break;
                case "pieces of sequences":
                    Train(meter, batches, threads, batchSize: 16, units: 8, truncatedSteps: 2);
                    break;
                case "prepared ahead":
                    Train(meter, batches, threads, batchSize: 16, units: 8, ahead: Prefetch.Always);
                    break;
                case "pieces prepared ahead":
                    Train(meter, batches, threads, batchSize: 16, units: 8, truncatedSteps: 2, ahead: Prefetch.Always);
                    break;
                default:
                    Train(meter, batches, threads, batchSize: 2, units: 130);
                    break;
            }

            return meter.Least;
        }
    }

    private static void Train(
        Meter meter, int batches, int threads, int batchSize, int units, int truncatedSteps = 0, Prefetch ahead = Prefetch.Auto)
    {
        float[,,] inputs = TestData.Sequences(batches * batchSize, 5, 2);
        var source = new ArraySource(inputs, TestData.Means(inputs));
        var model = new Sequential(
            new Input(5, 2),
            new Lstm(units, new LstmOptions { ReturnSequences = true }),
            new Dropout(0.1f),
            new Gru(units),
            new Dense(1));
        model.Compile(new Adam(0.001f) { Clipping = GradientClipping.ByGlobalNorm(1) }, new MeanSquaredError(),
            Metric.Catalogue.Create("mae"));
        FitOptions options = new()
        {
            Epochs = meter.MostEpochs,
            BatchSize = batchSize,
            Threads = threads,
            TruncatedSteps = truncatedSteps,
            Prefetch = ahead
        };
        model.Fit(source, options with { Callbacks = [meter] });
    }

    /// <summary>
    /// Counts what the process allocates in an epoch. The smallest epoch tells: what the runtime and the test host do in the background now
    /// and then, and the more often the slower the machine is, is not the engine's. So training goes on until an epoch keeps to the limit,
    /// or all epochs are over.
    /// </summary>
    internal sealed class Meter(int mostEpochs, long limit = 0) : Callback
    {
        private long _start;

        public int MostEpochs => mostEpochs;

        public long Least { get; private set; } = long.MaxValue;

        public override void OnEpochBegin(TrainingContext context) => _start = GC.GetTotalAllocatedBytes(precise: true);

        public override void OnEpochEnd(TrainingContext context)
        {
            long bytes = GC.GetTotalAllocatedBytes(precise: true) - _start;

            // The first epoch makes the buffers.
            if (context.Epoch > 1)
            {
                Least = Math.Min(Least, bytes);
            }

            if (Least < limit)
            {
                context.Stop(StopReason.EarlyStopping);
            }
        }
    }
}
