using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Regularizers;
using Unroll.Tests.Contracts;
using Unroll.Training;

namespace Unroll.Tests.Reproducibility;

/// <summary>
/// A network that uses what the plain one does not: several inputs and outputs, padding, weights, blocks, penalties, gathered gradients.
/// </summary>
internal static class GraphNetwork
{
    private const int Timesteps = 5;

    public static float[] Train(int samples, FitOptions options)
    {
        Signal past = Graph.Input(Timesteps, 2, "past");
        Signal start = Graph.Input(4, "start");
        Signal memory =
            new Gru(4,
                new GruOptions { ReturnSequences = true, ReturnState = true, RecurrentDropout = 0.2f, KernelRegularizer = new L2(0.01f) })
            .Apply(past, start);
        Signal both = new Bidirectional(new Lstm(3, new LstmOptions { ReturnSequences = true })).Apply(memory);
        Signal convolved = new TemporalConvolution(4, 2, [1, 2]) { ActivityRegularizer = new L2(0.01f) }.Apply(both);
        Signal attended = new TransformerEncoder(2, 6, new TransformerEncoderOptions { Dropout = 0.1f }).Apply(convolved);
        var model = new Graph(
            [past, start],
            [
                new TimeDistributed(new Dense(2)) { Name = "each" }.Apply(new LayerNormalization().Apply(attended)),
                new Dense(1) { Name = "whole" }.Apply(new Add().Apply(new GlobalAveragePooling1D().Apply(attended), memory.State[0])),
            ])
        { Seed = 3 };
        model.Compile(
            new AdamW(0.01f) { Clipping = GradientClipping.ByGlobalNorm(1) },
            [
                new OutputLoss(new CategoricalCrossEntropy(new() { FromLogits = true }), new Accuracy(TargetKind.OneHot)),
                new OutputLoss(new Huber(), new RSquared()) { Weight = 0.5 },
            ]);
        float[] x = TestData.Flat(TestData.Sequences(samples, Timesteps, 2));
        float[] classes = [.. Enumerable.Range(0, samples * Timesteps).SelectMany(i => i % 3 == 0 ? new[] { 1f, 0 } : [0, 1f])];
        ArraySource source = new ArraySource(
            [Tensor.Create(x, [samples, Timesteps, 2]), Tensor.Create(x[..(samples * 4)], [samples, 4])],
            [Tensor.Create(classes, [samples, Timesteps, 2]), Tensor.Create(x[..samples], [samples, 1])])
            .WithLengths(0, [.. Enumerable.Range(0, samples).Select(i => 1 + (i % Timesteps))])
            .WithWeights(1, [.. Enumerable.Range(0, samples).Select(i => 0.5f + (i % 3))]);
        model.Fit(source, options);
        return model.GetWeights();
    }
}
