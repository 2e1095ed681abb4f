using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Gradients;

/// <summary>Layers that are made of layers.</summary>
public sealed class BlockGradientTests
{
    private static readonly int[] _lengths = [5, 0, 2, 4];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TimeDistributed_layers(bool padded)
    {
        var model = new Sequential(
            new Input(5, 3),
            new TimeDistributed(new Dense(4, new DenseOptions { Activation = ActivationFunction.Tanh })),
            new TimeDistributed(new TimeDistributedBlock()),
            new TimeDistributed(new LayerSequence([new Reshape(Shape.AnyLength, 1), new Gru(3)])),
            new Lstm(2));
        ModelGradientCheck.Run(model, rows: 4, lengths: padded ? _lengths : null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_block_whose_signals_are_used_several_times(bool padded)
    {
        Signal input = Graph.Input(5, 3);
        var block = new ForkedBlock();
        Signal first = block.Apply(input);
        var model = new Graph([input], [first, first.Outputs[1], new SimpleRnn(2).Apply(input)]);
        ModelGradientCheck.Run(model, rows: 4, lengths: padded ? _lengths : null);
        Assert.Contains(model.Parameters, parameter => parameter.Name == "first.recurrent_kernel");
    }

    public static TheoryData<string, MergeMode, bool, bool> Bidirectionals
    {
        get
        {
            TheoryData<string, MergeMode, bool, bool> cases = [];
            foreach (string cell in new[] { "simple-rnn", "gru", "lstm" })
            {
                foreach (MergeMode merge in Enum.GetValues<MergeMode>())
                {
                    for (int bits = 0; bits < 4; bits++)
                    {
                        cases.Add(cell, merge, (bits & 1) != 0, (bits & 2) != 0);
                    }
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Bidirectionals))]
    public void Bidirectional_layers_with_states(string cell, MergeMode merge, bool sequences, bool padded)
    {
        RecurrentLayer layer = cell switch
        {
            "gru" => new Gru(3, new GruOptions { ReturnSequences = sequences, ReturnState = true }),
            "lstm" => new Lstm(3, new LstmOptions { ReturnSequences = sequences, ReturnState = true }),
            _ => new SimpleRnn(3, new SimpleRnnOptions { ReturnSequences = sequences, ReturnState = true }),
        };
        Signal input = Graph.Input(5, 2);
        Signal[] states = [.. Enumerable.Range(0, 2).SelectMany(_ => layer.StateSizes).Select(size => Graph.Input(size))];
        IReadOnlyList<Signal> outputs = new Bidirectional(layer, merge).Apply([input, .. states]).Outputs;
        Assert.Equal(1 + states.Length, outputs.Count);
        ModelGradientCheck.Run(new Graph([input, .. states], outputs), rows: 4, lengths: padded ? _lengths : null);
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, true)]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    public void Transformer_encoders(bool normalizeFirst, bool causal, bool padded)
    {
        var block = new TransformerEncoder(2, 6, new TransformerEncoderOptions
        {
            NormalizeFirst = normalizeFirst,
            Causal = causal,
            Activation = ActivationFunction.Tanh,
            Dropout = 0.2f,
        });
        ModelGradientCheck.Run(
            new Sequential(new Input(5, 4), block, new GlobalAveragePooling1D()),
            rows: 4,
            lengths: padded ? _lengths : null,
            training: true,
            withoutEffect: "key_bias");
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Temporal_convolutions(bool normalized, bool padded)
    {
        var block = new TemporalConvolution(3, 2, [1, 2], new TemporalConvolutionOptions
        {
            Activation = ActivationFunction.Tanh,
            LayerNormalization = normalized,
            Dropout = 0.2f,
        });
        ModelGradientCheck.Run(new Sequential(new Input(5, 2), block), rows: 4, lengths: padded ? _lengths : null, training: true);
        Assert.Equal(7, block.ReceptiveField);
    }

    /// <summary>A vector through two layers.</summary>
    private sealed class TimeDistributedBlock : BlockLayer
    {
        private readonly Dense _first = new(3) { Name = "first" };
        private readonly Activation _second = new(ActivationFunction.Sigmoid);

        protected override IReadOnlyList<Signal> Describe(IReadOnlyList<Signal> inputs) => [_second.Apply(_first.Apply(inputs[0]))];
    }

    /// <summary>One layer's output goes out and on, its input is used twice.</summary>
    private sealed class ForkedBlock : BlockLayer
    {
        private readonly Gru _first = new(3, new GruOptions { ReturnSequences = true }) { Name = "first" };
        private readonly Dense _second = new(2);
        private readonly SimpleRnn _third = new(2, new SimpleRnnOptions { ReturnState = true });

        protected override IReadOnlyList<Signal> Describe(IReadOnlyList<Signal> inputs)
        {
            Signal first = _first.Apply(inputs[0]);
            return [first, _second.Apply(first), _third.Apply(inputs[0], _second.Apply(new GatherLast().Apply(first)))];
        }
    }

    private sealed class GatherLast : BlockLayer
    {
        private readonly SimpleRnn _last = new(3);

        protected override IReadOnlyList<Signal> Describe(IReadOnlyList<Signal> inputs) => [_last.Apply(inputs[0])];
    }
}
