using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Gradients;

/// <summary>Attention to oneself and to others, with each option, with and without padding, against differences.</summary>
public sealed class AttentionGradientTests
{
    private const int Rows = 4;
    private const int Timesteps = 5;
    private const int Features = 6;

    private static readonly int[] _lengths = [5, 2, 0, 4];

    private static readonly Dictionary<string, MultiHeadAttentionOptions> _options = new()
    {
        ["defaults"] = default,
        ["causal"] = new() { Causal = true },
        ["no bias"] = new() { UseBias = false },
        ["dropout"] = new() { Dropout = 0.3f },
        ["dimensions"] = new() { ValueDimension = 4, OutputDimension = 7 },
        ["all"] = new() { ValueDimension = 2, OutputDimension = 3, UseBias = false, Dropout = 0.5f, Causal = true },
    };

    public static TheoryData<string, int, bool> Cases
    {
        get
        {
            TheoryData<string, int, bool> cases = [];
            foreach (string name in _options.Keys)
            {
                for (int inputs = 1; inputs <= 3; inputs++)
                {
                    cases.Add(name, inputs, false);
                    cases.Add(name, inputs, true);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Attention(string options, int inputs, bool padded)
    {
        // Inputs of different widths; queries of another length too, unless lengths are to be given, which are the same for all inputs.
        Signal[] signals = [.. Enumerable.Range(0, inputs).Select(i =>
            Graph.Input(i == 0 && inputs > 1 && !padded ? 3 : Timesteps, Features + i, $"input {i}"))];
        Signal output = new MultiHeadAttention(2, 3, _options[options]).Apply(signals);
        Run(new Graph(signals, [output]), padded);
    }

    [Fact]
    public void An_input_that_is_query_value_and_key_gets_all_gradients()
    {
        Signal input = Graph.Input(Timesteps, Features);
        Run(new Graph([input], [new MultiHeadAttention(2, 3).Apply(input, input, input)]), padded: true);
    }

    [Theory]
    [InlineData(1, false, 0)]
    [InlineData(1, true, 0.3f)]
    [InlineData(2, false, 0.3f)]
    [InlineData(2, true, 0)]
    public void Additive_attention(int inputs, bool padded, float dropout)
    {
        Signal[] signals = [.. Enumerable.Range(0, inputs).Select(i =>
            Graph.Input(i == 0 && inputs > 1 && !padded ? 3 : Timesteps, Features + i, $"input {i}"))];
        Run(new Graph(signals, [new AdditiveAttention(4, new() { Dropout = dropout }).Apply(signals)]), padded);
    }

    private static void Run(Graph model, bool padded)
    {
        model.Build();
        var random = new RandomStream(2);
        foreach (Parameter parameter in model.Parameters)
        {
            foreach (ref float value in parameter.Values)
            {
                value = 0.5f * (float)random.NextNormal();
            }
        }

        // A number added to all keys adds the same to all of a query's scores, which a softmax does not see.
        ModelGradientCheck.Run(model, Rows, lengths: padded ? _lengths : null, training: true, withoutEffect: "key_bias");
    }
}
