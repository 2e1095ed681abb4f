using FsCheck;
using FsCheck.Fluent;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Regularizers;
using Unroll.Tests.Oracles;
using Unroll.Training;

namespace Unroll.Tests.Training;

/// <summary>Batches that end with their longest sequence learn what they would learn if they ran to the end.</summary>
public sealed class BucketByLengthTests
{
    private const int Features = 3;

    private const int Timesteps = 23;

    private static readonly Dictionary<string, Func<Layer[]>> _shorter = new()
    {
        ["lstm"] = () => [new Lstm(5), new Dense(2)],
        ["gru, layer normalisation"] =
            () => [new Gru(4, new GruOptions { ReturnSequences = true }), new LayerNormalization(), new Gru(3), new Dense(2)],
        ["bidirectional"] = () =>
            [new Bidirectional(new Lstm(3, new LstmOptions { ReturnSequences = true })), new GlobalAveragePooling1D(), new Dense(2)],
        ["from the end"] = () => [new SimpleRnn(4, new SimpleRnnOptions { GoBackwards = true }), new Dense(2)],
        ["convolutions and maximum"] = () =>
        [
            new Conv1D(4, 2, new Conv1DOptions { Padding = WindowPadding.Causal }),
            new Conv1D(3, 4, new Conv1DOptions { Padding = WindowPadding.Same }),
            new GlobalMaxPooling1D(), new Dense(2),
        ],
        ["transformer"] = () =>
            [new Dense(4), new PositionalEncoding(), new TransformerEncoder(2, 6), new GlobalAveragePooling1D(), new Dense(2)],
        ["batch normalisation"] = () => [new BatchNormalization(), new SimpleRnn(4), new Dense(2)],
        ["vector, then sequence"] = () => [new Lstm(4), new RepeatVector(5), new Gru(3), new Dense(2)],
        ["checkpointed"] = () => [new Lstm(5, new LstmOptions { GradientCheckpointing = true }), new Dense(2)],
        ["regularised"] = () => [new Lstm(5, new LstmOptions { ReturnSequences = true }) { ActivityRegularizer = new L2(0.01f) },
            new GlobalMaxPooling1D(), new Dense(2)],
        ["sequence"] = () => [new Lstm(4, new LstmOptions { ReturnSequences = true }), new Dense(2)],
        ["sequence of convolutions"] = () => [new TemporalConvolution(4, 2, [1, 2]), new TimeDistributed(new Dense(2))],
    };

    private static readonly Dictionary<string, Func<Layer[]>> _whole = new()
    {
        ["flatten"] = () => [new Flatten(), new Dense(2)],
        ["pooling"] = () => [new MaxPooling1D(2), new Lstm(3), new Dense(2)],
        ["stride"] = () => [new Conv1D(3, 2, new Conv1DOptions { Strides = 2, Padding = WindowPadding.Same }), new Lstm(3), new Dense(2)],
        ["window without padding"] = () => [new Conv1D(3, 2), new GlobalMaxPooling1D(), new Dense(2)],
        ["reversed sequence"] = () =>
            [new Lstm(3, new LstmOptions { GoBackwards = true, ReturnSequences = true }), new GlobalMaxPooling1D(), new Dense(2)],
        ["inside a block"] = () => [new Bidirectional(new Gru(3, new GruOptions { ReturnSequences = true })), new Permute(),
            new GlobalMaxPooling1D(), new Dense(2)],
    };

    public static TheoryData<string> Shorter { get; } = new(_shorter.Keys);

    public static TheoryData<string> Whole { get; } = new(_whole.Keys);

    [Theory]
    [MemberData(nameof(Shorter))]
    public void Weights_and_losses_are_those_of_whole_batches(string name)
    {
        int[] lengths = [.. Enumerable.Range(0, 21).Select(i => (i * 37 % 24) is var length && length > 14 ? length - 14 : length)];
        lengths[3] = Timesteps;
        Compared(name, lengths, batchSize: 4, pool: 3);
    }

    [Fact]
    public void Weights_and_losses_are_those_of_whole_batches_whatever_the_lengths()
    {
        string[] names = [.. _shorter.Keys];
        Arbitrary<(string, int[], int, int)> cases = Arb.From(
            from name in Gen.Elements(names)
            from count in Gen.Choose(1, 25)
            from lengths in Gen.ArrayOf(Gen.Choose(0, Timesteps), count)
            from batchSize in Gen.Choose(1, 9)
            from pool in Gen.Choose(1, 4)
            select (name, lengths, batchSize, pool));
        Prop.ForAll(cases, given => Compared(given.Item1, given.Item2, given.Item3, given.Item4))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(25));
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public void Layers_that_need_all_timesteps_get_them(string name)
    {
        int[] seen = new int[2];
        Sequential model = Make(_whole[name](), stepwise: true, seen);
        int[] lengths = [.. Enumerable.Range(0, 21).Select(i => 1 + (i % 9))];
        model.Fit(Source(lengths, model), new FitOptions { BatchSize = 4, BucketByLength = true });
        Assert.Equal([Timesteps, Timesteps], seen);
    }

    [Fact]
    public void Threads_and_preparation_change_nothing()
    {
        int[] lengths = [.. Enumerable.Range(0, 150).Select(i => i * 37 % 24)];
        float[] Train(int threads, Prefetch prefetch)
        {
            Sequential model = Make(_shorter["bidirectional"](), stepwise: true, new int[2]);
            model.Fit(
                Source(lengths, model),
                new FitOptions
                {
                    BatchSize = 40,
                    Epochs = 3,
                    BucketByLength = true,
                    BucketPool = 2,
                    Threads = threads,
                    Prefetch = prefetch
                });
            return model.GetWeights();
        }

        float[] expected = Train(1, Prefetch.Never);
        Assert.Equal(expected, Train(2, Prefetch.Never));
        Assert.Equal(expected, Train(3, Prefetch.Always));
    }

    [Fact]
    public void Sequences_of_several_inputs_end_together_and_one_without_lengths_keeps_all()
    {
        Signal first = Graph.Input(8, 2), second = Graph.Input(8, 1), still = Graph.Input(3);
        Signal joined = new Concatenate().Apply(first, second);
        var graph = new Graph([first, second, still], [new Dense(1).Apply(new Concatenate().Apply(new Lstm(3).Apply(joined), still))]);
        graph.Build();
        Shape[] shapes = [.. graph.InputShapes];
        Assert.True(ShorterSequences.Allows(graph.Network, shapes, [true, true, false]));
        Assert.False(ShorterSequences.Allows(graph.Network, shapes, [true, false, false]));

        // Attention to a sequence that is always as long.
        Signal past = Graph.Input(8, 4), vector = Graph.Input(4);
        Signal fixedSequence = new RepeatVector(5).Apply(vector);
        var attending = new Graph([past, vector],
            [new GlobalMaxPooling1D().Apply(new MultiHeadAttention(1, 2).Apply(past, fixedSequence))]);
        attending.Build();
        Assert.True(ShorterSequences.Allows(attending.Network, [.. attending.InputShapes], [true, false]));
        var mixing = new Graph([past, vector], [new GlobalMaxPooling1D().Apply(new Add().Apply(past, new RepeatVector(8).Apply(vector)))]);
        mixing.Build();
        Assert.False(ShorterSequences.Allows(mixing.Network, [.. mixing.InputShapes], [true, false]));
    }

    [Fact]
    public void What_cannot_be_sorted_by_length_is_refused()
    {
        string Message(Layer layer, SampleSource source, FitOptions options, Optimizer? optimizer = null)
        {
            var model = new Sequential(new Input(4, Features), layer, new Dense(1));
            model.Compile(optimizer ?? new Sgd(), new MeanSquaredError());
            return Assert.Throws<ArgumentException>(() => model.Fit(source, options with { BucketByLength = true })).Message;
        }

        var plain = new ArraySource(new float[6, 4, Features], new float[6, 1]);
        var padded = new ArraySource(new float[6, 4, Features], new float[6, 1]) { Lengths = [1, 2, 3, 4, 1, 2] };
        Assert.Contains("no lengths", Message(new Lstm(2), plain, default), StringComparison.Ordinal);
        var stateful = new Lstm(2, new LstmOptions { Stateful = true });
        Assert.Contains(
            "BucketByLength", Message(stateful, padded, new FitOptions { Shuffle = false, BatchSize = 3 }), StringComparison.Ordinal);
        Assert.Contains("BucketByLength", Message(new Lstm(2), padded, default, new Lbfgs()), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FitOptions { BucketPool = 0 });
        Assert.Equal(32, default(FitOptions).BucketPool);
        Assert.Equal(5, new FitOptions { BucketPool = 5 }.BucketPool);
    }

    /// <summary>Trains twice, in the same order: once to the end of the longest sequence of each batch, once to that of all.</summary>
    private static void Compared(string name, int[] lengths, int batchSize, int pool)
    {
        float[][] weights = new float[2][];
        History[] histories = new History[2];
        int[][] seen = [new int[2], new int[2]];
        for (int run = 0; run < 2; run++)
        {
            Sequential model = Make(_shorter[name](), stepwise: run == 0, seen[run]);
            histories[run] = model.Fit(
                Source(lengths, model),
                new FitOptions { Epochs = 2, BatchSize = batchSize, BucketByLength = true, BucketPool = pool, Seed = 5 });
            weights[run] = model.GetWeights();
        }

        Assert.Equal([Timesteps, Timesteps], seen[1]);
        Assert.Equal(ShortestBatch(lengths, batchSize, pool), seen[0][0]);
        Compare.Near("weights", weights[1], weights[0], 1e-4);
        foreach ((EpochRecord whole, EpochRecord shorter) in histories[1].Epochs.Zip(histories[0].Epochs))
        {
            Assert.Equal(whole.Loss, shorter.Loss, 1e-5);
            Assert.Equal(whole.Metrics["mae"], shorter.Metrics["mae"], 1e-5);
        }
    }

    private static int ShortestBatch(int[] lengths, int batchSize, int pool)
    {
        var source = new ArraySource(new float[lengths.Length, Timesteps, 1]) { Lengths = lengths };
        var order = new EpochOrder(
            lengths.Length, new FitOptions { BatchSize = batchSize }, 5, new LengthBuckets(source, batchSize, pool, runsShorter: true));
        int shortest = Timesteps;
        for (int epoch = 1; epoch <= 2; epoch++)
        {
            order.Arrange(epoch);
            shortest =
                Math.Min(
                    shortest,
                    Enumerable.Range(1, order.Batches).Min(number => order[number].Timesteps is 0 ? Timesteps : order[number].Timesteps));
        }

        return shortest;
    }

    /// <summary>A network whose first layer changes nothing but tells, or does not tell, that it looks at one timestep at a time.</summary>
    private static Sequential Make(Layer[] layers, bool stepwise, int[] seen)
    {
        var gate = new Lambda(
            (input, output) =>
            {
                lock (seen)
                {
                    (seen[0], seen[1]) = (seen[0] == 0 ? input.Timesteps : Math.Min(seen[0], input.Timesteps),
                        Math.Max(seen[1], input.Timesteps));
                }

                input.Values.CopyTo(output.Values);
            },
            (_, _, outputGradient, inputGradient) => outputGradient.Values.CopyTo(inputGradient.Values),
            isStepwise: stepwise);
        var model = new Sequential([new Input(Timesteps, Features), gate, .. layers]) { Seed = 4 };
        // Steps short enough that no training runs away, in batches of one sample neither: that would make much of the last bit.
        model.Compile(new Sgd(0.005f, new SgdOptions { Momentum = 0.5f }), new MeanSquaredError(), new MeanAbsoluteError());
        model.Build();
        return model;
    }

    /// <summary>Padded samples; what is behind their lengths is not even a number.</summary>
    private static ArraySource Source(int[] lengths, Model model)
    {
        float[,,] x = new float[lengths.Length, Timesteps, Features], sequences = new float[lengths.Length, Timesteps, 2];
        float[,] vectors = new float[lengths.Length, 2];
        for (int i = 0; i < lengths.Length; i++)
        {
            for (int t = 0; t < Timesteps; t++)
            {
                for (int j = 0; j < Features; j++)
                {
                    x[i, t, j] = t < lengths[i] ? MathF.Sin((i * 7) + (t * 3) + (j * 5)) : float.NaN;
                }

                (sequences[i, t, 0], sequences[i, t, 1]) = t < lengths[i] ? (x[i, t, 0], x[i, t, 1] * x[i, t, 2]) : (float.NaN, float.NaN);
            }

            (vectors[i, 0], vectors[i, 1]) = (MathF.Cos(i), lengths[i] * 0.05f);
        }

        return model.OutputShape.IsSequence ? new ArraySource(x, sequences) { Lengths = lengths }
            : new ArraySource(x, vectors) { Lengths = lengths };
    }
}
