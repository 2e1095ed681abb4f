using Unroll.Layers;
using Unroll.Models;
using Unroll.Tests.Contracts;

namespace Unroll.Tests.Models;

/// <summary>Gates, states, outputs and attention weights of the layers inside, and passes that begin or end there.</summary>
public sealed class InnerProbeTests
{
    private const int Rows = 3;
    private const int Timesteps = 6;

    public static TheoryData<string> GatedLayers { get; } =
        ["lstm", "lstm peephole", "lstm normalized", "lstm relu", "lstm wide", "gru", "gru before", "gru relu"];

    /// <summary>The gates obey the equations of the layer: what they make of the state is the state.</summary>
    [Theory]
    [MemberData(nameof(GatedLayers))]
    public void Gates_and_states_obey_the_equations(string kind)
    {
        RecurrentLayer layer = Gated(kind);
        GradientProbe probe = ProbeOf(out _, new Input(Timesteps, 2), layer, new Dense(1));
        probe.Forward(Numbers(Rows * Timesteps * 2));
        Dictionary<string, float[]> gates = probe.GetGates(layer).ToDictionary(gate => gate.Name, gate => gate.Values);
        float[] hidden = probe.HiddenStates(layer), cells = probe.GetCellStates(layer);
        bool isLstm = layer is Lstm;
        Assert.Equal(isLstm ? ["input", "forget", "candidate", "output"] : ["update", "reset", "candidate"], gates.Keys);
        Assert.Equal(isLstm ? hidden.Length : 0, cells.Length);
        for (int i = 0; i < hidden.Length; i++)
        {
            // [rows, timesteps, units]: the same unit a timestep before.
            bool isFirst = i / layer.Units % Timesteps == 0;
            float Before(float[] state) => isFirst ? 0 : state[i - layer.Units];
            float candidate = gates["candidate"][i];
            if (isLstm)
            {
                Assert.Equal(cells[i], (gates["forget"][i] * Before(cells)) + (gates["input"][i] * candidate), 1e-5f);
            }
            else
            {
                Assert.Equal(hidden[i], (gates["update"][i] * Before(hidden)) + ((1 - gates["update"][i]) * candidate), 1e-5f);
            }

            if (kind is "lstm" or "lstm wide" or "lstm peephole")
            {
                Assert.Equal(hidden[i], gates["output"][i] * MathF.Tanh(cells[i]), 1e-5f);
            }
        }
    }

    [Fact]
    public void Gates_are_refused_once_a_backward_pass_has_used_them_up()
    {
        Lstm layer = new(3);
        GradientProbe probe = ProbeOf(out _, new Input(Timesteps, 2), layer);
        Assert.Throws<InvalidOperationException>(() => probe.GetGates(layer));
        probe.Forward(Numbers(Rows * Timesteps * 2));
        Assert.Equal(4, probe.GetGates(layer).Count);
        probe.Backward(new float[Rows * 3]);
        Assert.Contains(
            "call Forward", Assert.Throws<InvalidOperationException>(() => probe.GetGates(layer)).Message, StringComparison.Ordinal);
        Assert.Empty(ProbeWithRnn());

        static IReadOnlyList<GateActivations> ProbeWithRnn()
        {
            SimpleRnn rnn = new(3);
            GradientProbe probe = ProbeOf(out _, new Input(Timesteps, 2), rnn);
            probe.Forward(Numbers(Rows * Timesteps * 2));
            return probe.GetGates(rnn);
        }
    }

    /// <summary>A pass from a hidden state gives the derivatives of that state, whatever stands behind it.</summary>
    [Fact]
    public void A_pass_from_inside_gives_the_derivatives_of_that_layer()
    {
        Gru layer = new(4, new GruOptions { ReturnSequences = true });
        GradientProbe probe = ProbeOf(out _, new Input(Timesteps, 2), layer, new GlobalMaxPooling1D(), new Dense(1));
        float[] input = Numbers(Rows * Timesteps * 2), factors = Numbers(Rows * Timesteps * 4);
        probe.Forward(input);
        probe.BackwardFrom(layer, factors);
        float[] gradient = probe.InputGradient;

        foreach (int index in (int[])[0, 7, 20, 35])
        {
            double Sum(float offset)
            {
                float[] moved = [.. input];
                moved[index] += offset;
                probe.Forward(moved);
                return probe.GetOutput(layer).Zip(factors, (value, factor) => (double)value * factor).Sum();
            }

            Assert.Equal((Sum(0.01f) - Sum(-0.01f)) / 0.02, gradient[index], 2e-3);
        }

        // The next pass from the outputs is not disturbed.
        probe.Forward(input);
        probe.Backward(Enumerable.Repeat(1f, Rows).ToArray());
        GradientProbe other = ProbeOf(out _, new Input(Timesteps, 2), new Gru(4, new GruOptions { ReturnSequences = true }),
            new GlobalMaxPooling1D(), new Dense(1));
        other.Forward(input);
        other.Backward(Enumerable.Repeat(1f, Rows).ToArray());
        Assert.Equal(other.InputGradient, probe.InputGradient);
    }

    [Fact]
    public void Vectors_between_those_of_an_embedding_take_its_place_and_have_gradients()
    {
        Embedding embedding = new(7, 3);
        GradientProbe probe = ProbeOf(out _, new Input(Timesteps, 1), embedding, new Lstm(4), new Dense(2));
        float[] codes = [.. Enumerable.Range(0, Rows * Timesteps).Select(i => (float)(i % 7))];
        Assert.Same(embedding, probe.EmbeddingOf(0));
        float[] output = probe.Forward(codes);
        float[] vectors = probe.GetOutput(embedding);
        probe.Watch(embedding);
        probe.ReplaceOutput(embedding, vectors);
        Assert.Equal(output, probe.Forward(codes));
        probe.Backward(Enumerable.Repeat(1f, Rows * 2).ToArray());
        float[] gradient = probe.GetOutputGradient(embedding);
        Assert.All(probe.InputGradient, value => Assert.Equal(0, value));

        int index = 10;
        double Sum(float offset)
        {
            float[] moved = [.. vectors];
            moved[index] += offset;
            probe.ReplaceOutput(embedding, moved);
            return probe.Forward(codes).Sum(value => (double)value);
        }

        Assert.Equal((Sum(0.01f) - Sum(-0.01f)) / 0.02, gradient[index], 2e-3);
        probe.ReplaceOutput(embedding, null);
        Assert.Equal(output, probe.Forward(codes));
    }

    [Fact]
    public void Attention_weights_inside_a_block_are_those_of_the_layer_by_itself()
    {
        Signal input = Graph.Input(Timesteps, 4, "input");
        TransformerEncoder block = new(2, 8);
        var model = new Graph([input], [new GlobalAveragePooling1D().Apply(block.Apply(input))]);
        model.Build();
        var attention = block.InnerLayers.OfType<MultiHeadAttention>().Single();
        GradientProbe probe = new(model, Rows, Timesteps, lengths: [Timesteps, 4, 1]);
        float[] values = Numbers(Rows * Timesteps * 4);
        probe.Forward(values);
        float[] weights = probe.GetAttentionWeights(attention);
        var alone = attention.GetAttentionWeights(
            System.Numerics.Tensors.Tensor.Create(Masked(values), [Rows, Timesteps, 4]), lengths: [Timesteps, 4, 1]);
        float[] expected = new float[weights.Length];
        alone.FlattenTo(expected);
        Assert.Equal(Rows * 2 * Timesteps * Timesteps, weights.Length);
        Assert.All(expected.Zip(weights), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        Assert.All(weights.Chunk(Timesteps), row => Assert.Equal(1, row.Sum(), 1e-5f));

        static float[] Masked(float[] values)
        {
            float[] masked = [.. values];
            masked.AsSpan((Timesteps + 4) * 4, 8).Clear();
            masked.AsSpan(((2 * Timesteps) + 1) * 4).Clear();
            return masked;
        }
    }

    [Fact]
    public void A_probe_leaves_the_states_of_stateful_layers_alone()
    {
        var model = new Sequential(new Input(Timesteps, 1), new Gru(3, new GruOptions { Stateful = true }), new Dense(1)) { Seed = 4 };
        float[,,] batch = TestData.Sequences(Rows, Timesteps, 1);
        var first = model.Predict(batch);
        new GradientProbe(model, 5, Timesteps).Forward(Numbers(5 * Timesteps));
        var second = model.Predict(batch);
        model.ResetState();
        Assert.Equal(first, model.Predict(batch));
        Assert.NotEqual(first, second);
        Assert.Equal(second, model.Predict(batch));
    }

    [Fact]
    public void Layers_of_another_model_and_layers_applied_twice_are_refused()
    {
        Signal input = Graph.Input(4, "input");
        Dense shared = new(4);
        var model = new Graph([input], [shared.Apply(shared.Apply(input))]);
        GradientProbe probe = new(model, 1, 1);
        Assert.Contains("several times", Assert.Throws<ArgumentException>(() => probe.Watch(shared)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "not in the model", Assert.Throws<ArgumentException>(() => probe.Watch(new Dense(2))).Message, StringComparison.Ordinal);
        GradientProbe unwatched = ProbeOf(out Model other, new Input(4), new Dense(2));
        Assert.Throws<InvalidOperationException>(() => unwatched.GetOutputGradient(other.Layers[^1]));
    }

    private static RecurrentLayer Gated(string kind) => kind switch
    {
        "lstm" => new Lstm(5),
        "lstm wide" => new Lstm(70, new LstmOptions { ReturnSequences = false }),
        "lstm peephole" => new Lstm(5, new LstmOptions { Peephole = true }),
        "lstm normalized" => new Lstm(5, new LstmOptions { LayerNormalization = true }),
        "lstm relu" => new Lstm(5, new LstmOptions { Activation = ActivationFunction.Relu }),
        "gru" => new Gru(70),
        "gru before" => new Gru(5, new GruOptions { ResetAfter = false }),
        _ => new Gru(5, new GruOptions { Activation = ActivationFunction.Relu }),
    };

    private static GradientProbe ProbeOf(out Model model, Layer input, params Layer[] layers)
    {
        model = new Sequential([input, .. layers]) { Seed = 3 };
        return new GradientProbe(model, Rows, Timesteps);
    }

    private static float[] Numbers(int count)
    {
        RandomStream random = new(8);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
    }
}
