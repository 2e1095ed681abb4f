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

    /// <summary>A vector through two layers.</summary>
    private sealed class TimeDistributedBlock : BlockLayer
    {
        private readonly Dense _first = new(3) { Name = "first" };
        private readonly Activation _second = new(ActivationFunction.Sigmoid);

        public override string Kind => "time-distributed-block";

        protected override IReadOnlyList<Signal> Describe(IReadOnlyList<Signal> inputs) => [_second.Apply(_first.Apply(inputs[0]))];
    }

    /// <summary>One layer's output goes out and on, its input is used twice.</summary>
    private sealed class ForkedBlock : BlockLayer
    {
        private readonly Gru _first = new(3, new GruOptions { ReturnSequences = true }) { Name = "first" };
        private readonly Dense _second = new(2);
        private readonly SimpleRnn _third = new(2, new SimpleRnnOptions { ReturnState = true });

        public override string Kind => "forked-block";

        protected override IReadOnlyList<Signal> Describe(IReadOnlyList<Signal> inputs)
        {
            Signal first = _first.Apply(inputs[0]);
            return [first, _second.Apply(first), _third.Apply(inputs[0], _second.Apply(new GatherLast().Apply(first)))];
        }
    }

    private sealed class GatherLast : BlockLayer
    {
        private readonly SimpleRnn _last = new(3);

        public override string Kind => "gather-last";

        protected override IReadOnlyList<Signal> Describe(IReadOnlyList<Signal> inputs) => [_last.Apply(inputs[0])];
    }
}
