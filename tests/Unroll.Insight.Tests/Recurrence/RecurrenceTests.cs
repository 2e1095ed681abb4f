using Unroll.Data;
using Unroll.Initializers;
using Unroll.Insight.Attribution;
using Unroll.Insight.Recurrence;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Insight.Tests.Recurrence;

/// <summary>States, gates, dead units, the reach of a state and attention weights.</summary>
public class RecurrenceTests
{
    [Fact]
    public void A_trace_holds_states_and_gates_of_the_real_timesteps()
    {
        Sequential model = Networks.Classifier();
        float[,] shorter = Networks.Sequence(4, 3);
        var source = new ArraySource(Samples.Ragged([Networks.Sequence(Networks.Timesteps, 3, 9), shorter]));
        RecurrentTrace padded = RecurrentTrace.Of(model, InputSample.Of(source, 1));
        RecurrentTrace alone = RecurrentTrace.Of(model, new InputSample(shorter));

        Assert.Equal(("lstm_1", "lstm", 4), (padded.Layer, padded.Kind, padded.Hidden.Timesteps));
        Assert.Equal(["input", "forget", "candidate", "output"], padded.Gates.Select(gate => gate.Name));
        Assert.All(alone.Hidden.Values.Zip(padded.Hidden.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-6f));
        for (int t = 0; t < 4; t++)
        {
            Assert.Equal(alone.Hidden[t, 2], alone.Gates[3][t, 2] * MathF.Tanh(alone.Cell![t, 2]), 1e-5f);
        }

        RecurrentTrace second = RecurrentTrace.Of(model, new InputSample(shorter), LayerFinder.All<RecurrentLayer>(model)[1]);
        Assert.Equal(("gru_1", 5), (second.Layer, second.Hidden.Units));
        Assert.Null(second.Cell);
        Assert.Equal(second.Hidden.Means()[3], second.Hidden.Values.Skip(15).Average(value => (double)value), 1e-6);
    }

    [Fact]
    public void Dead_and_saturated_units_are_found()
    {
        Sequential model = Networks.Of(new Input(Shape.AnyLength, 2), new SimpleRnn(4));
        Parameter kernel = model.Parameters.Single(parameter => parameter.Name == "kernel");
        Parameter recurrent = model.Parameters.Single(parameter => parameter.Name == "recurrent_kernel");
        Parameter bias = model.Parameters.Single(parameter => parameter.Name == "bias");
        recurrent.Values.Clear();
        kernel.Values.Fill(1);

        // Unit 1 sees no input, unit 2 is at its limit, on one side or the other.
        (kernel.Values[1], kernel.Values[5], kernel.Values[2], kernel.Values[6], bias.Values[2]) = (0, 0, 200, 200, 0);
        Array.ForEach<Parameter>([kernel, recurrent, bias], parameter => parameter.MarkChanged());
        IReadOnlyList<UnitActivity> units = UnitActivity.Of(
            [.. Enumerable.Range(0, 5).Select(i => RecurrentTrace.Of(model, new InputSample(Networks.Sequence(20, 2, (ulong)i))))]);

        Assert.Equal([false, true, false, false], units.Select(unit => unit.IsDead));
        Assert.Equal([false, false, true, false], units.Select(unit => unit.IsSaturated));
        Assert.All(units, unit => Assert.Equal(100, unit.Timesteps));

        // Over one timestep nothing can change, which tells nothing.
        Assert.All(
            UnitActivity.Of([RecurrentTrace.Of(model, new InputSample(Networks.Sequence(1, 2)))]),
            unit => Assert.False(unit.IsJudged || unit.IsDead || unit.IsSaturated));
        Assert.True(units[2].StandardDeviation > 0.9);
        Assert.Equal(1, units[2].Largest, 1e-5);
    }

    [Fact]
    public void Open_and_closed_gates_are_counted()
    {
        Sequential model = Networks.Of(new Input(6, 1), new Lstm(3));
        Parameter bias = model.Parameters.Single(parameter => parameter.Name == "bias");
        bias.Values[3..6].Fill(9);
        bias.Values[0] = -9;
        bias.MarkChanged();
        UnitActivity unit = UnitActivity.Of([RecurrentTrace.Of(model, new InputSample(Networks.Sequence(6, 1)))])[0];
        Assert.Equal((0, 1), (unit.Gates[0].Open, unit.Gates[0].Closed));
        Assert.Equal((1, 0), (unit.Gates[1].Open, unit.Gates[1].Closed));
        Assert.InRange(unit.Gates[1].Mean, 0.99, 1);
        Assert.Throws<ArgumentException>(() => UnitActivity.Of([]));
    }

    /// <summary>h_t = a·h_{t−1} + w·x_t: ∂h_T/∂x_{T−k} = a^k·w.</summary>
    [Fact]
    public void The_reach_of_a_linear_state_is_a_power()
    {
        Sequential model = Networks.Of(new Input(10, 1), new SimpleRnn(40, new SimpleRnnOptions
        {
            Activation = ActivationFunction.Linear,
            KernelInitializer = new Constant(0.5f),
            RecurrentInitializer = new Constant(0.8f / 40),
        }));
        StateReach reach = StateReach.Of(model, new InputSample(Networks.Sequence(10, 1)));
        Assert.Equal(10, reach.Norms.Count);
        for (int k = 0; k < 10; k++)
        {
            Assert.Equal(0.5 * Math.Sqrt(40) * Math.Pow(0.8, k), reach.Norms[k], 1e-4);
        }

        Assert.Equal(3, reach.Within(0.5));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_reach_is_that_of_differences(bool sequences)
    {
        Sequential model = Networks.Of(
            new Input(6, 2), new Conv1D(3, 1), new Gru(4, new GruOptions { ReturnSequences = sequences }), new Dense(2));
        float[,] sequence = Networks.Sequence(6, 2);
        RecurrentLayer layer = LayerFinder.All<RecurrentLayer>(model)[0];
        StateReach reach = StateReach.Of(model, new InputSample(sequence));
        double square = 0;
        for (int feature = 0; feature < 2; feature++)
        {
            float[] At(float offset)
            {
                float[,] moved = (float[,])sequence.Clone();
                moved[2, feature] += offset;
                return [.. RecurrentTrace.Of(model, new InputSample(moved), layer).Hidden.Values.TakeLast(4)];
            }

            square += At(0.02f).Zip(At(-0.02f), (upper, lower) => Math.Pow((upper - lower) / 0.04, 2)).Sum();
        }

        Assert.Equal(Math.Sqrt(square), reach.Norms[3], 1e-4);
    }

    [Fact]
    public void The_reach_over_words_is_by_their_vectors_and_padding_is_left_out()
    {
        Sequential model = Networks.OfWords();
        StateReach reach = StateReach.Of(model, InputSample.OfCodes([1, 2, 3, 4]));
        Assert.Equal(4, reach.Norms.Count);
        Assert.All(reach.Norms, norm => Assert.True(norm > 0));
        var source = new ArraySource(Samples.Ragged([new float[6, 1], new float[,] { { 1 }, { 2 }, { 3 }, { 4 } }]));
        StateReach padded = StateReach.Of(model, InputSample.Of(source, 1));
        Assert.All(reach.Norms.Zip(padded.Norms), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.Contains("no recurrent layer", Assert.Throws<ArgumentException>(
            () => StateReach.Of(Networks.Of(new Input(3, 1), new Flatten()), new InputSample(new float[3, 1]))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Attention_weights_of_each_head_add_up_to_1()
    {
        Signal input = Graph.Input(5, 4);
        var model = new Graph(
            [input], [new GlobalAveragePooling1D().Apply(new MultiHeadAttention(2, 3, new() { Causal = true }).Apply(input))])
        { Seed = 3 };
        IReadOnlyList<AttentionMap> maps = AttentionMap.Of(model, new InputSample(Networks.Sequence(5, 4)));
        Assert.Equal([0, 1], maps.Select(map => map.Head));
        Assert.All(maps, map =>
        {
            Assert.Equal((5, 5), (map.Timesteps, map.Keys));
            Assert.All(Enumerable.Range(0, 5), t => Assert.Equal(1, Enumerable.Range(0, 5).Sum(key => map[t, key]), 1e-5));
            Assert.Equal(0, map[1, 3]);
        });
        Assert.Empty(AttentionMap.Of(Networks.Classifier(), new InputSample(Networks.Sequence(5, 3))));
    }

    [Fact]
    public void Gates_are_open_or_closed_and_a_candidate_is_neither()
    {
        RecurrentTrace trace = RecurrentTrace.Of(Networks.Classifier(), new InputSample(Networks.Sequence(4, 3)));
        Assert.All(UnitActivity.Of([trace]).SelectMany(unit => unit.Gates), gate =>
        {
            Assert.Equal(gate.Name == "candidate", double.IsNaN(gate.Open));
            Assert.Equal(gate.Name == "candidate", double.IsNaN(gate.Closed));
        });
    }

    [Fact]
    public void Attention_leaves_padding_out()
    {
        Signal input = Graph.Input(7, 4);
        var model = new Graph([input], [new GlobalAveragePooling1D().Apply(new MultiHeadAttention(2, 3).Apply(input))]) { Seed = 3 };
        InputSample padded = InputSample.Of(new ArraySource(Samples.Ragged([Networks.Sequence(4, 4), Networks.Sequence(7, 4)])), 0);
        Assert.Equal((7, 4), (padded.Shapes[0].Timesteps, padded.LengthOf(0)));
        IReadOnlyList<AttentionMap> maps = AttentionMap.Of(model, padded);
        Assert.Equal(2, maps.Count);
        Assert.All(maps, map =>
        {
            Assert.Equal((4, 4, 16), (map.Timesteps, map.Keys, map.Weights.Count));
            Assert.All(Enumerable.Range(0, 4), t => Assert.Equal(1, Enumerable.Range(0, 4).Sum(key => map[t, key]), 1e-5));
        });
    }

    [Fact]
    public void Attention_of_one_of_two_inputs_has_its_timesteps()
    {
        Signal source = Graph.Input(7, 4), written = Graph.Input(7, 4);
        Signal read = new GlobalAveragePooling1D().Apply(new MultiHeadAttention(1, 3) { Name = "self" }.Apply(source));
        Signal wrote = new GlobalAveragePooling1D().Apply(new MultiHeadAttention(1, 3) { Name = "cross" }.Apply(written, source));
        var model = new Graph([source, written], [new Concatenate().Apply(read, wrote)]) { Seed = 3 };
        InputSample sample = InputSample.Of(
            new ArraySource((Samples[])
            [
                Samples.Ragged([Networks.Sequence(3, 4), Networks.Sequence(7, 4)]),
                Samples.Ragged([Networks.Sequence(5, 4), Networks.Sequence(7, 4)]),
            ]),
            0);

        IReadOnlyList<AttentionMap> maps = AttentionMap.Of(model, sample);

        AttentionMap self = maps.Single(map => map.Layer == "self"), cross = maps.Single(map => map.Layer == "cross");
        Assert.Equal((0, 3, 3), (self.Input, self.Timesteps, self.Keys));
        Assert.Equal((1, 5, 3), (cross.Input, cross.Timesteps, cross.Keys));
    }
}
