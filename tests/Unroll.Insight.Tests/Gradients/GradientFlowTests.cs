using Unroll.Insight.Gradients;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;

namespace Unroll.Insight.Tests.Gradients;

/// <summary>Gradients through time before and after the cures, and the spans that these learn to remember.</summary>
public class GradientFlowTests
{
    private static readonly Dictionary<string, GradientFlow> _flows =
        GradientFlow.Problems.Concat(GradientFlow.Cures).ToDictionary(cure => cure.Name, cure => GradientFlow.Of(cure));

    [Fact]
    public void Small_weights_vanish_large_weights_explode_and_cures_do_neither()
    {
        Assert.True(_flows["tanh RNN, small weights"].FactorPerStep < 0.7);
        Assert.True(_flows["linear RNN, large weights"].FactorPerStep > 1.1);
        Assert.True(_flows["LSTM, forget bias 0"].FactorPerStep < 0.7);
        Assert.True(_flows["LSTM, forget bias 1"].FactorPerStep > _flows["LSTM, forget bias 0"].FactorPerStep);
        Assert.True(_flows["tanh RNN, orthogonal weights"].FactorPerStep > _flows["tanh RNN, small weights"].FactorPerStep);
        Assert.InRange(_flows["LSTM, forget bias log T"].FactorPerStep, 0.95, 1.05);
        Assert.InRange(_flows["GRU, update bias log T"].FactorPerStep, 0.95, 1.05);
    }

    [Fact]
    public void An_LSTM_falls_as_its_hidden_state_goes_through_the_gates_and_then_rises_where_cells_are_empty()
    {
        foreach (string name in new[] { "LSTM, forget bias 0", "LSTM, forget bias 1", "LSTM, forget bias log T" })
        {
            Assert.InRange(_flows[name].Norms[1] / _flows[name].Norms[0], 0.1, 0.15);
        }

        IReadOnlyList<double> open = _flows["LSTM, forget bias log T"].Norms;
        Assert.InRange(open[10] / open[2], 0.9, 1.2);
        Assert.InRange(Math.Pow(open[99] / open[49], 1.0 / 50), 1.05, 1.08);
    }

    [Fact]
    public void Clipping_and_renormalising_change_the_length_and_not_the_course()
    {
        GradientFlow large = _flows["linear RNN, large weights"], clipped = _flows["linear RNN, large weights, clipped"];
        Assert.Equal(1, clipped.Scale * clipped.WeightNorm, 1e-3);
        Assert.Equal(large.WeightNorm, clipped.WeightNorm);
        Assert.Equal(large.FactorPerStep, clipped.FactorPerStep, 1e-9);
        Assert.True(clipped.Norms.Max() < 10 && large.Norms.Max() > 1000);
        GradientFlow renormalized = _flows["tanh RNN, small weights, renormalised"];
        Assert.Equal(1, renormalized.Scale * renormalized.WeightNorm, 1e-3);
        Assert.Equal(_flows["tanh RNN, small weights"].FactorPerStep, renormalized.FactorPerStep, 1e-6);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(250)]
    [InlineData(600)]
    public void The_factor_is_that_of_the_steps_that_single_precision_holds(int timesteps)
    {
        GradientFlowOptions options = new() { Timesteps = timesteps };
        GradientFlow small = GradientFlow.Of(RecurrentCure.SmallWeights, options);
        GradientFlow large = GradientFlow.Of(RecurrentCure.LargeWeights, options);
        Assert.InRange(small.FactorPerStep, 0.59, 0.61);
        Assert.Equal(1.29, large.FactorPerStep, 1e-3);
        Assert.Equal(small.FactorPerStep, GradientFlow.Of(RecurrentCure.SmallWeights.Renormalized(), options).FactorPerStep);
        Assert.DoesNotContain(double.NaN, small.Norms.Concat(large.Norms));
        Assert.Null(small.OverflowStep);
        Assert.Equal(timesteps > 400, large.OverflowStep is > 300 and < 400);
    }

    [Fact]
    public void A_gradient_that_overflows_is_infinite_and_nothing_of_it_outlasts_clipping()
    {
        GradientFlowOptions options = new() { Timesteps = 600, Units = 4 };
        GradientFlow large = GradientFlow.Of(RecurrentCure.LargeWeights, options);
        GradientFlow clipped = GradientFlow.Of(RecurrentCure.LargeWeights.Clipped(), options);
        int overflow = Assert.NotNull(large.OverflowStep);
        Assert.All(large.Norms.Skip(overflow), norm => Assert.Equal(double.PositiveInfinity, norm));
        Assert.Equal(double.PositiveInfinity, large.WeightNorm);
        Assert.Equal((0, overflow), (clipped.Scale, clipped.OverflowStep));
        Assert.All(clipped.Norms.Take(overflow), norm => Assert.Equal(0, norm));
        Assert.All(clipped.Norms.Skip(overflow), norm => Assert.Equal(double.NaN, norm));
        Assert.Equal(large.FactorPerStep, clipped.FactorPerStep);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Large_weights_explode_at_any_number_of_units(int units)
    {
        for (ulong seed = 1; seed <= 5; seed++)
        {
            GradientFlow flow = GradientFlow.Of(RecurrentCure.LargeWeights, new() { Timesteps = 25, Units = units, Seed = seed });
            Assert.Equal(1.29, flow.FactorPerStep, 1e-3);
        }
    }

    [Fact]
    public void The_norms_are_those_of_the_probe_from_the_last_timestep_back()
    {
        GradientFlow flow = GradientFlow.Of(RecurrentCure.GatedUnits, new() { Timesteps = 12, Units = 5, Rows = 3, Seed = 4 });
        RandomStream random = new(4, 1);
        float[] input = [.. Enumerable.Range(0, 36).Select(_ => (float)random.NextNormal())];
        float[] error = [.. Enumerable.Range(0, 3).Select(_ => (float)random.NextNormal())];
        Gru layer = new(5);
        GradientProbe probe = new(new Sequential(new Input(12, 1), layer, new Dense(1)) { Seed = 4 }, 3, 12);
        float[] output = probe.Forward(input);
        probe.Backward(new MeanSquaredError(), [.. output.Zip(error, (value, by) => value - by)]);
        Assert.All(probe.HiddenGradientNorms(layer).Reverse().Zip(flow.Norms), pair => Assert.Equal(1, pair.First / pair.Second, 1e-4));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientFlow.Of(RecurrentCure.GatedUnits, new() { Timesteps = 1 }));
    }

    [Fact]
    public void Open_gates_learn_a_longer_span_than_small_weights()
    {
        MemorySpanOptions options = new() { Spans = [5, 60], Units = 12, Sequences = 256, Epochs = 12, LearningRate = 0.01f };
        MemorySpan small = MemorySpan.Measure(RecurrentCure.SmallWeights, options);
        MemorySpan open = MemorySpan.Measure(RecurrentCure.OpenForgetGates, options);
        Assert.Equal(5, small.Longest);
        Assert.Equal(60, open.Longest);
        Assert.InRange(small.Trials[^1].Accuracy, 0.4, 0.7);
        Assert.Equal(12, small.Trials[^1].Epochs);
        Assert.True(open.Trials[^1].Epochs < 12);
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => MemorySpan.Measure(RecurrentCure.GatedUnits, options with { CancellationToken = stop.Token }));
    }
}
