using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Contracts;

/// <summary>Blocks of layers, and layers that forecast from a window, each as a small graph on one sequence.</summary>
internal static class WindowLayerCases
{
    public const int Timesteps = 8;
    public const int Features = 2;

    private static readonly Conv1DOptions _same = new() { Padding = WindowPadding.Same, Activation = ActivationFunction.Tanh };

    private static readonly Dictionary<string, Func<Layer[]>> _cases = new()
    {
        ["sequential"] = () => [new LayerSequence([new Conv1D(2, 3, _same), new Dense(2)])],
        ["sequential of one"] = () => [new LayerSequence([new Gru(3, new GruOptions { ReturnSequences = true })])],
        ["sequential at each timestep"] = () => [new TimeDistributed(new LayerSequence(
            [new Dense(6), new Reshape(3, 2), new Conv1D(4, 2, _same), new GlobalMaxPooling1D()]))],
        ["residual"] = () => [new Residual([new Conv1D(2, 3, _same), new Dense(2)])],
        ["residual, projected and activated"] = () =>
            [new Residual([new Conv1D(3, 3, _same), new Dropout(0.3f), new Conv1D(3, 3, _same)], ActivationFunction.Tanh)],
        ["residual of a residual"] = () => [new Residual([new Residual([new Conv1D(3, 3, _same)]), new Dense(2)])],
        ["residual of a recurrent layer"] = () => [new Residual([new Gru(3, new GruOptions { ReturnSequences = true })])],
        ["residual of vectors"] = () => [new GlobalAveragePooling1D(), new Residual([new Dense(3)])],
        ["inception"] = () => [new Inception(2, new InceptionOptions
        {
            KernelSizes = [4, 3],
            Bottleneck = 3,
            BatchNormalization = false,
            Activation = ActivationFunction.Tanh,
        })],
        ["inception, normalised, without bottleneck"] = () =>
            [new Inception(2, new InceptionOptions { KernelSizes = [2], Bottleneck = 0, Activation = ActivationFunction.Tanh })],
        ["temporal linear"] = () => [new TemporalLinear(3)],
        ["temporal linear without bias"] = () => [new TemporalLinear(3, useBias: false)],
        ["nlinear"] = () => [new Dense(2), new NLinear(3)],
        ["dlinear"] = () => [new Dense(2), new DLinear(3, 5)],
        ["dlinear, even average"] = () => [new DLinear(3, 4)],
        ["reversible normalization"] = () => [new Dense(2), new ReversibleNormalization([new TemporalLinear(3), Bend()])],
        ["reversible normalization of the last value"] = () =>
            [new Dense(2), new ReversibleNormalization(
                [new TemporalLinear(3), Bend()], new ReversibleNormalizationOptions { Statistics = WindowStatistics.LastValue })],
        ["reversible normalization, not trained"] = () =>
            [new Dense(2), new ReversibleNormalization([new TemporalLinear(3)], new ReversibleNormalizationOptions { Affine = false })],
        ["reversible normalization of one feature to a vector"] = () =>
            [new ReversibleNormalization(
                [new Gru(3), new Dense(4)], new ReversibleNormalizationOptions { Features = [1], Epsilon = 0.1f })],
        ["channel independent, vectors"] = () => [new ChannelIndependent([new Gru(3), new Dense(4)])],
        ["channel independent, sequences"] = () =>
            [new ChannelIndependent([new SimpleRnn(3, new SimpleRnnOptions { ReturnSequences = true }), new Dropout(0.3f)])],
        ["channel independent behind a layer"] = () => [new Dense(3), new ChannelIndependent([new Flatten(), new Dense(2)])],
        ["seg-rnn"] = () => [new SegRnn(5, new SegRnnOptions { Units = 4, SegmentLength = 2 })],
        ["seg-rnn, uneven segments, dropout"] = () =>
            [new Dense(2), new SegRnn(4, new SegRnnOptions { Units = 4, SegmentLength = 3, Dropout = 0.3f })],
        ["seg-rnn without channels"] = () =>
            [new SegRnn(4, new SegRnnOptions { Units = 3, SegmentLength = 4, ChannelEmbedding = false })],
        ["seg-rnn of one channel"] = () => [new Dense(1), new SegRnn(3, new SegRnnOptions { Units = 3, SegmentLength = 4 })],
    };

    public static TheoryData<string> Names { get; } = new(_cases.Keys);

    /// <summary>A case alone.</summary>
    public static Sequential Create(string name)
    {
        var model = new Sequential([new Input(Timesteps, Features), .. _cases[name]()]) { Seed = 3 };
        model.Build();
        foreach (Parameter parameter in model.Parameters.Where(each => each.Name.EndsWith("project.bias", StringComparison.Ordinal)))
        {
            // Away from the rectifier's bend, where differences tell nothing.
            parameter.Values.Fill(5);
            parameter.MarkChanged();
        }

        return model;
    }

    /// <summary>Without it, the scale that comes back would take out the one before, and have no gradient.</summary>
    private static Activation Bend() => new(ActivationFunction.Tanh);
}
