using System.Numerics.Tensors;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Contracts;

/// <summary>
/// Convolutions, pooling, layers that give another shape, and layers that join several inputs, each as a small graph on one sequence; made
/// anew for each test.
/// </summary>
internal static class ShapingLayerCases
{
    public const int Timesteps = 8;
    public const int Features = 4;

    // Those that must know how many timesteps come in, or whose padding depends on it.
    private static readonly Dictionary<string, Func<Signal, Signal>> _fixedLength = new()
    {
        ["conv same, stride 2"] = input => new Conv1D(3, 3, new Conv1DOptions { Padding = WindowPadding.Same, Strides = 2 }).Apply(input),
        ["conv same, stride 3, even kernel"] =
            input => new Conv1D(3, 4, new Conv1DOptions { Padding = WindowPadding.Same, Strides = 3 }).Apply(input),
        ["max pool same, stride 2"] = input =>
            new MaxPooling1D(3, new PoolingOptions { Padding = WindowPadding.Same, Strides = 2 }).Apply(input),
        ["average pool same, stride 3"] = input =>
            new AveragePooling1D(2, new PoolingOptions { Padding = WindowPadding.Same, Strides = 3 }).Apply(input),
        ["flatten"] = input => new Flatten().Apply(input),
        ["flatten of a vector"] = input => new Flatten().Apply(new GlobalAveragePooling1D().Apply(input)),
        ["reshape to a vector"] = input => new Reshape(Timesteps * Features).Apply(input),
        ["reshape to fewer, wider timesteps"] = input => new Reshape(Timesteps / 2, Features * 2).Apply(input),
        ["reshape across timesteps"] =
            input => new Reshape(2, Timesteps * Features / 2).Apply(new Activation(ActivationFunction.Tanh).Apply(input)),
        ["reshape from a vector"] = input => new Reshape(2, 2).Apply(new GlobalAveragePooling1D().Apply(input)),
        ["reshape unevenly"] = input => new Reshape(4, 6).Apply(new Dense(3).Apply(input)),
        ["permute"] = input => new Permute().Apply(input),
        ["repeat vector"] = input => new RepeatVector(3).Apply(new GlobalMaxPooling1D().Apply(input)),
        ["lambda of another shape"] = input => FirstStep().Apply(input),
        ["lambda of fewer timesteps"] = input => FirstTwoSteps().Apply(input),
    };

    // Those whose output for a padded row begins with what the shorter row gives, and ends there.
    private static readonly Dictionary<string, Func<Signal, Signal>> _anyLength = new()
    {
        ["conv"] = input => new Conv1D(5, 3).Apply(input),
        ["conv without bias"] = input => new Conv1D(5, 2, new Conv1DOptions { UseBias = false }).Apply(input),
        ["conv with stride"] = input => new Conv1D(3, 2, new Conv1DOptions { Strides = 2 }).Apply(input),
        ["conv dilated"] = input =>
            new Conv1D(3, 2, new Conv1DOptions { DilationRate = 2, Activation = ActivationFunction.Tanh }).Apply(input),
        ["conv same"] =
            input => new Conv1D(3, 3, new Conv1DOptions { Padding = WindowPadding.Same, Activation = ActivationFunction.Gelu }).Apply(
                input),
        ["conv same, even kernel"] = input => new Conv1D(3, 4, new Conv1DOptions { Padding = WindowPadding.Same }).Apply(input),
        ["conv causal"] =
            input => new Conv1D(17, 3, new Conv1DOptions { Padding = WindowPadding.Causal, Activation = ActivationFunction.Softmax }).Apply(
                input),
        ["conv causal, stride 2, dilated"] = input =>
            new Conv1D(3, 3, new Conv1DOptions { Padding = WindowPadding.Causal, Strides = 2, DilationRate = 3 }).Apply(input),
        ["conv in groups"] = input => new Conv1D(6, 3, new Conv1DOptions { Groups = 2 }).Apply(input),
        ["conv in as many groups as features"] =
            input => new Conv1D(4, 3, new Conv1DOptions { Groups = 4, Padding = WindowPadding.Same }).Apply(input),
        ["max pool"] = input => new MaxPooling1D(2).Apply(input),
        ["max pool, stride 1"] = input => new MaxPooling1D(3, new PoolingOptions { Strides = 1 }).Apply(input),
        ["max pool same"] = input => new MaxPooling1D(3, new PoolingOptions { Strides = 1, Padding = WindowPadding.Same }).Apply(input),
        ["average pool"] = input => new AveragePooling1D(2).Apply(input),
        ["average pool same"] = input =>
            new AveragePooling1D(4, new PoolingOptions { Strides = 1, Padding = WindowPadding.Same }).Apply(input),
        ["global max pool"] = input => new GlobalMaxPooling1D().Apply(input),
        ["global average pool"] = input => new GlobalAveragePooling1D().Apply(input),
        ["zero padding"] = input => new ZeroPadding1D(2, 1).Apply(input),
        ["cropping"] = input => new Cropping1D(1, 2).Apply(input),
        ["slice of features"] = input => new SliceFeatures(1, 2).Apply(input),
        ["up-sampling"] = input => new UpSampling1D(3).Apply(input),
        ["reshape of any length"] = input => new Reshape(Shape.AnyLength, 2).Apply(input),
        ["masking"] = input => new Masking(-1).Apply(input),
        ["add"] = input => new Add().Apply(input, new Dense(Features).Apply(input)),
        ["add of one signal to itself"] = input => new Add().Apply(input, input, input),
        ["add of vectors"] = input => new Add().Apply(new GlobalMaxPooling1D().Apply(input), new GlobalAveragePooling1D().Apply(input)),
        ["subtract"] = input => new Subtract().Apply(input, new Dense(Features).Apply(input), input),
        ["multiply"] = input => new Multiply().Apply(input, new Dense(Features).Apply(input)),
        ["multiply of three"] = input => new Multiply().Apply(input, new Dense(Features).Apply(input), input),
        ["average"] =
            input => new Average().Apply(input, new Dense(Features).Apply(input), new Activation(ActivationFunction.Tanh).Apply(input)),
        ["maximum"] = input => new Maximum().Apply(new Dense(Features).Apply(input), input, new Dense(Features).Apply(input)),
        ["concatenate"] = input => new Concatenate().Apply(new Dense(2).Apply(input), input, new Dense(19).Apply(input)),
        ["concatenate of vectors"] = input =>
            new Concatenate().Apply(new GlobalMaxPooling1D().Apply(input), new GlobalAveragePooling1D().Apply(input)),
        ["concatenate of different masks"] = input =>
            new Concatenate().Apply(
                new Conv1D(2, 3, new Conv1DOptions { Padding = WindowPadding.Causal }).Apply(new Masking(-1).Apply(input)), input),
        ["lambda"] = input => Lambda.Elementwise(x => x * x * x, x => 3 * x * x).Apply(new Dense(3).Apply(input)),
    };

    public static TheoryData<string> Names { get; } = new(_fixedLength.Keys.Concat(_anyLength.Keys));

    /// <summary>Those that take sequences of any length.</summary>
    public static TheoryData<string> AnyLengthNames { get; } = new(_anyLength.Keys);

    /// <summary>Those whose model can be saved.</summary>
    public static TheoryData<string> SavedNames { get; } =
        new(_fixedLength.Keys.Concat(_anyLength.Keys).Where(name => !name.StartsWith("lambda", StringComparison.Ordinal)));

    /// <summary>A case's layer on a sequence.</summary>
    public static Signal Apply(string name, Signal input) =>
        (_fixedLength.TryGetValue(name, out Func<Signal, Signal>? apply) ? apply : _anyLength[name])(input);

    /// <summary>A case alone.</summary>
    public static Graph Create(string name, int timesteps = Timesteps, ulong seed = 3)
    {
        Signal input = Graph.Input(timesteps, Features, "x");
        var graph = new Graph(input, Apply(name, input)) { Seed = seed };
        graph.Build();
        return graph;
    }

    private static Lambda FirstStep() => new(
        (input, output) => input.At(0).CopyTo(output.Values),
        (_, _, outputGradient, inputGradient) =>
        {
            inputGradient.Values.Clear();
            outputGradient.Values.CopyTo(inputGradient.At(0));
        },
        shape => Shape.Vector(shape.Features));

    private static Lambda FirstTwoSteps() => new(
        (input, output) => TensorPrimitives.Multiply(input.Values[..output.Values.Length], 2f, output.Values),
        (_, _, outputGradient, inputGradient) =>
        {
            inputGradient.Values.Clear();
            TensorPrimitives.Multiply(outputGradient.Values, 2f, inputGradient.Values);
        },
        shape => Shape.Sequence(2, shape.Features));
}
