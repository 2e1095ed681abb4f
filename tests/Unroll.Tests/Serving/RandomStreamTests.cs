using FsCheck;
using FsCheck.Fluent;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Tests.Serving;

/// <summary>Networks of layers at random: each streams as it predicts.</summary>
public sealed class RandomStreamTests
{
    [Fact]
    public void Any_chain_of_streamable_layers_streams() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 1_000_000)), Check).Check(Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(2024, 77));

    private static void Check(int seed)
    {
        var random = new RandomStream((ulong)seed);
        List<Layer> layers = [new Input(Shape.AnyLength, 1 + random.NextInt32(5))];
        int count = 1 + random.NextInt32(5);
        for (int i = 0; i < count; i++)
        {
            layers.Add(Create(random, 1 + random.NextInt32(20)));
        }

        if (random.NextInt32(2) == 0)
        {
            layers.Add(new Gru(4));
            layers.Add(new Dense(3));
        }

        StreamingTests.Check(new Sequential([.. layers]) { Seed = (ulong)seed });
    }

    private static Layer Create(RandomStream random, int size) => random.NextInt32(8) switch
    {
        0 => new Lstm(size, new LstmOptions { ReturnSequences = true, Peephole = size % 2 == 0 }),
        1 => new Gru(size, new GruOptions { ReturnSequences = true, ResetAfter = size % 2 == 0 }),
        2 => new SimpleRnn(size, new SimpleRnnOptions { ReturnSequences = true }),
        3 => new Dense(size, new DenseOptions { Activation = ActivationFunction.Tanh }),
        4 => new Conv1D(
            size, 1 + random.NextInt32(4), new Conv1DOptions { Padding = WindowPadding.Causal, DilationRate = 1 + random.NextInt32(3) }),
        5 => new TemporalConvolution(size, 2, [1, 1 + random.NextInt32(3)]),
        6 => new Activation(ActivationFunction.Softplus),
        _ => new BatchNormalization(),
    };
}
