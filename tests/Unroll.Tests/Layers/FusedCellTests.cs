using Unroll.Layers;
using Unroll.Models;
using Unroll.Tests.Oracles;

namespace Unroll.Tests.Layers;

/// <summary>
/// The fused cells against the general ones, which make the same numbers operation by operation: outputs, states and all gradients, for
/// units around the edges of vectors and panels.
/// </summary>
public sealed class FusedCellTests
{
    private const double Tolerance = 1e-5;
    private const int Features = 5;
    private const int Timesteps = 9;

    /// <summary>The same functions under another class, for which no cell is fused.</summary>
    private static readonly ActivationFunction _tanh = new Wrapped(ActivationFunction.Tanh);
    private static readonly ActivationFunction _relu = new Wrapped(ActivationFunction.Relu);

    public static TheoryData<string, int, int> Sizes
    {
        get
        {
            TheoryData<string, int, int> sizes = [];
            foreach (string kind in new[] { "lstm", "gru", "simple-rnn", "simple-rnn relu", "lstm without bias" })
            {
                foreach ((int units, int rows) in new[] { (1, 1), (3, 7), (16, 1), (17, 4), (33, 13), (50, 40), (64, 32), (67, 5) })
                {
                    sizes.Add(kind, units, rows);
                }
            }

            return sizes;
        }
    }

    public static TheoryData<string, bool, bool, bool, float> Options
    {
        get
        {
            TheoryData<string, bool, bool, bool, float> options = [];
            foreach (string kind in new[] { "lstm", "gru", "simple-rnn", "simple-rnn relu" })
            {
                for (int bits = 0; bits < 16; bits++)
                {
                    options.Add(kind, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0 ? 0.3f : 0);
                }
            }

            return options;
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Sizes_agree(string kind, int units, int rows) =>
        Check(kind, units, rows, new Setting(Sequences: true, Backwards: false, Masked: false, Dropout: 0), Timesteps);

    /// <summary>So many timesteps that their gates lie in several chunks.</summary>
    [Theory]
    [InlineData("lstm")]
    [InlineData("gru")]
    [InlineData("simple-rnn")]
    public void Long_sequences_agree(string kind) =>
        Check(kind, 19, 30, new Setting(Sequences: false, Backwards: false, Masked: true, Dropout: 0), timesteps: 23);

    [Theory]
    [MemberData(nameof(Options))]
    public void Options_agree(string kind, bool sequences, bool backwards, bool masked, float dropout) =>
        Check(kind, 21, 6, new Setting(sequences, backwards, masked, dropout), Timesteps);

    private static void Check(string kind, int units, int rows, Setting setting, int timesteps)
    {
        RecurrentLayer fused = Create(kind, units, setting, isFused: true), general = Create(kind, units, setting, isFused: false);
        Dictionary<string, float[]> expected = Run(general, rows, setting, timesteps), actual = Run(fused, rows, setting, timesteps);
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.Contains(actual, pair => pair.Value.Any(value => value != 0));
        foreach ((string what, float[] values) in expected)
        {
            Compare.Near(what, values, actual[what], Tolerance);
        }
    }

    private static RecurrentLayer Create(string kind, int units, Setting s, bool isFused) => kind switch
    {
        "gru" => new Gru(units, new GruOptions
        {
            Activation = isFused ? ActivationFunction.Tanh : _tanh,
            ReturnSequences = s.Sequences,
            ReturnState = true,
            GoBackwards = s.Backwards,
            Dropout = s.Dropout,
            RecurrentDropout = s.Dropout,
        }),
        "lstm" or "lstm without bias" => new Lstm(units, new LstmOptions
        {
            Activation = isFused ? ActivationFunction.Tanh : _tanh,
            UseBias = kind == "lstm",
            ReturnSequences = s.Sequences,
            ReturnState = true,
            GoBackwards = s.Backwards,
            Dropout = s.Dropout,
            RecurrentDropout = s.Dropout,
        }),
        _ => new SimpleRnn(units, new SimpleRnnOptions
        {
            Activation = kind == "simple-rnn" ? isFused ? ActivationFunction.Tanh : _tanh : isFused ? ActivationFunction.Relu : _relu,
            ReturnSequences = s.Sequences,
            ReturnState = true,
            GoBackwards = s.Backwards,
            Dropout = s.Dropout,
            RecurrentDropout = s.Dropout,
        }),
    };

    /// <summary>
    /// One pass forward and back from initial states, all outputs weighted by fixed numbers: outputs and gradients by name.
    /// </summary>
    private static Dictionary<string, float[]> Run(RecurrentLayer layer, int rows, Setting setting, int timesteps)
    {
        Graph model = RecurrentPasses.BuildWithStates(layer, timesteps, Features);
        var random = new RandomStream(3);
        model.SetWeights([.. model.GetWeights().Select(_ => (float)(0.2 * random.NextNormal()))]);
        ShardPass pass = RecurrentPasses.Plan(model, rows, setting.Masked);
        pass.Context.IsTraining = setting.Dropout > 0;
        RecurrentPasses.FillInputs(pass, random, row => timesteps - (row % timesteps));
        pass.Context.Random.Reset(5, 1);
        pass.Forward();
        Dictionary<string, float[]> results = [];
        for (int o = 0; o < pass.Outputs.Count; o++)
        {
            results.Add($"output {o}", pass.Outputs[o].Values.Values.ToArray());
            RecurrentPasses.Fill(pass.Outputs[o].GradientValues.Values, random);
        }

        pass.Context.AllGradients.Clear();
        pass.Backward();
        foreach (Parameter parameter in layer.Parameters)
        {
            results.Add($"gradient of {parameter.Name}", pass.Context.Gradient(parameter).ToArray());
        }

        for (int i = 0; i < pass.Inputs.Count; i++)
        {
            results.Add($"gradient of input {i}", pass.Inputs[i].GradientValues.Values.ToArray());
        }

        return results;
    }

    private readonly record struct Setting(bool Sequences, bool Backwards, bool Masked, float Dropout);

    private sealed class Wrapped(ActivationFunction function) : ActivationFunction
    {
        protected override void ForwardCore(ReadOnlySpan<float> input, Span<float> output, int rowLength) =>
            function.Forward(input, output, rowLength);

        protected override void BackwardCore(
            ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient,
            int rowLength) =>
            function.Backward(input, output, outputGradient, inputGradient, rowLength);
    }
}
