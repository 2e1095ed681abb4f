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
        long Bytes(int batches) => network switch
        {
            "graph" => GraphNetwork.BytesPerEpoch(batches, threads),
            "stack" => BytesPerEpoch(batches, threads, batchSize: 16, units: 8),
            "pieces of sequences" => BytesPerEpoch(batches, threads, batchSize: 16, units: 8, truncatedSteps: 2),
            "prepared ahead" => BytesPerEpoch(batches, threads, batchSize: 16, units: 8, ahead: PrepareAhead.Always),
            "pieces prepared ahead" => BytesPerEpoch(batches, threads, batchSize: 16, units: 8, truncatedSteps: 2, ahead: PrepareAhead.Always),
            _ => BytesPerEpoch(batches, threads, batchSize: 2, units: 130),
        };
        long few = Bytes(Few);
        long many = Bytes(Many);
        double perBatch = (many - few) / (double)(Many - Few);

        // The smallest object has 24 bytes. What is less is the test host's own, which lets a timer tick now and then.
        Assert.True(perBatch < 12, $"Each batch allocates {perBatch:F1} bytes ({few} an epoch of {Few} batches, {many} of {Many}).");
    }

    private static long BytesPerEpoch(int batches, int threads, int batchSize, int units, int truncatedSteps = 0, PrepareAhead ahead = PrepareAhead.Auto)
    {
        float[,,] inputs = TestData.Sequences(batches * batchSize, 5, 2);
        var source = new ArraySource(inputs, TestData.Means(inputs));
        var model = new Sequential(
            new Input(5, 2),
            new Lstm(units, new LstmOptions { ReturnSequences = true }),
            new Dropout(0.1f),
            new Gru(units),
            new Dense(1));
        model.Compile(new Adam(0.001f) { Clipping = GradientClipping.ByGlobalNorm(1) }, new MeanSquaredError(), Metric.FromName("mae"));
        var meter = new Meter();
        FitOptions options = new() { Epochs = 6, BatchSize = batchSize, Threads = threads, TruncatedSteps = truncatedSteps, PrepareAhead = ahead };
        model.Fit(source, options with { Callbacks = [meter] });

        // The smallest epoch: what the runtime does in the background now and then (tiered compilation) is not the engine's.
        return meter.Bytes.Skip(1).Min();
    }

    internal sealed class Meter : Callback
    {
        private long _start;

        public List<long> Bytes { get; } = [];

        public override void OnEpochBegin(TrainingContext context) => _start = GC.GetTotalAllocatedBytes(precise: true);

        public override void OnEpochEnd(TrainingContext context) => Bytes.Add(GC.GetTotalAllocatedBytes(precise: true) - _start);
    }
}
