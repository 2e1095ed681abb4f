using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Tests.Gradients;
using Unroll.Tests.Oracles;
using Unroll.Training;

namespace Unroll.Tests.Models;

/// <summary>Encoders and decoders as translation has them: two-way, attention inside the decoder, a readout, unequal lengths.</summary>
public sealed class TranslationNetworkTests
{
    private const int Words = 9;
    private const int Start = 2;
    private const int End = 3;
    private const int SourceSteps = 7;
    private const int TargetSteps = 5;

    private static readonly Dictionary<string, EncoderDecoderOptions> _options = new()
    {
        ["two-way gru"] = new() { Cell = RecurrentCellKind.Gru, Bidirectional = true, AttentionHeads = 1, ReadoutUnits = 5 },
        ["two-way lstm"] = new() { Bidirectional = true, Layers = 2, AttentionHeads = 2 },
        ["attention inside"] = new()
        {
            Cell = RecurrentCellKind.Gru,
            Bidirectional = true,
            Layers = 2,
            AttentionHeads = 1,
            AttentionLayer = 1,
            ReadoutUnits = 4,
        },
        ["no attention"] = new() { Cell = RecurrentCellKind.SimpleRnn, Bidirectional = true, ReadoutUnits = 6 },
    };

    public static TheoryData<string> Names => [.. _options.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_those_of_differences_with_padding_on_both_sides(string name)
    {
        // Initial embeddings are so small that attention hardly has a gradient.
        Graph model = Network(name, default).Model;
        model.SetWeights([.. model.NamedParameters.SelectMany(named => named.Parameter.Values.ToArray().Select(
            weight => (named.Name.EndsWith("embeddings", StringComparison.Ordinal) ? 15f : 1.2f) * weight))]);
        foreach (int[]? lengths in new int[]?[] { null, [5, 2, 4] })
        {
            // Indices from 0 to 8, no other numbers.
            ModelGradientCheck.Run(
                model, 3, 5, lengths, inputGradients: false, withoutEffect: "key_bias", rounding: 5e-7,
                fill: (_, values) => Array.ForEach([.. Enumerable.Range(0, values.Length)], i => values[i] = i * 5 % Words));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Batches_of_similar_length_learn_what_whole_ones_learn(string name)
    {
        Pairs pairs = Pairs.Make(40, 1);
        ArraySource all = pairs.Source();
        FitOptions options = new() { Epochs = 2, BatchSize = 6, BucketByLength = true, BucketPool = 3, Seed = 4 };
        EncoderDecoder shorter = Network(name, default), whole = Network(name, default);
        Assert.True(ShorterSequences.Allows(shorter.Model.Network, [Shape.Sequence(SourceSteps, 1), Shape.Sequence(TargetSteps, 1)],
            [true, true]));
        History first = shorter.Fit(all, options);

        // The same batches, each to the end of the longest sequence of all.
        var order = new EpochOrder(40, options, 4, new LengthBuckets(new TeacherForcingSource(all, Start), 6, 3, runsShorter: false));
        for (int epoch = 1; epoch <= 2; epoch++)
        {
            order.Arrange(epoch);
            for (int batch = 1; batch <= order.Batches; batch++)
            {
                int[] rows = order[batch].Of(new ShardCut(order[batch].Rows, IsWhole: true), 0).ToArray();
                whole.Fit(
                    pairs.Source(rows), new FitOptions { BatchSize = rows.Length, Shuffle = false, Epochs = 1, Seed = 4 });
            }
        }

        Compare.Near("weights", whole.Model.GetWeights(), shorter.Model.GetWeights(), 1e-3);
        Assert.True(first.Epochs[1].Loss < first.Epochs[0].Loss);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Padding_of_targets_is_in_no_loss_and_in_no_weight(string name)
    {
        Pairs pairs = Pairs.Make(12, 2), spoilt = Pairs.Make(12, 2);
        for (int i = 0; i < 12; i++)
        {
            for (int t = spoilt.To[i]; t < TargetSteps; t++)
            {
                spoilt.Y[i, t, 0] = 1 + (t % 3);
            }
        }

        EncoderDecoder first = Network(name, default), second = Network(name, default);
        History a = first.Fit(pairs.Source(), new FitOptions { Epochs = 3, BatchSize = 5 });
        History b = second.Fit(spoilt.Source(), new FitOptions { Epochs = 3, BatchSize = 5 });
        Assert.Equal(first.Model.GetWeights(), second.Model.GetWeights());
        Assert.Equal(a.Epochs[2].Loss, b.Epochs[2].Loss);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_sequence_is_decoded_alike_alone_and_among_others(string name)
    {
        EncoderDecoder network = Network(name, default);
        network.Model.SetWeights([.. network.Model.GetWeights().Select(weight => 2f * weight)]);
        Pairs pairs = Pairs.Make(75, 3);
        foreach (DecodeOptions options in new DecodeOptions[]
        {
            new() { MaxLength = 9, End = End },
            new() { MaxLength = 9, End = End, BeamWidth = 4, LengthPenalty = 0.8f },
        })
        {
            IReadOnlyList<DecodedSequence> together = network.Decode(pairs.Source(), options);
            Assert.Equal(
                together.Select(sequence => sequence.LogProbability),
                network.Decode(pairs.Source(), options with { Threads = 1 }).Select(sequence => sequence.LogProbability));
            foreach (int sample in new[] { 0, 13, 37, 74 })
            {
                DecodedSequence alone = network.Decode(pairs.Source([sample]), options)[0];
                Assert.Equal(alone.Tokens, together[sample].Tokens);
                Assert.Equal(alone.LogProbability, together[sample].LogProbability, 1e-4);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_saved_network_decodes_the_same(string name)
    {
        EncoderDecoder network = Network(name, new() { SparseUpdates = true, Dropout = 0.1f, OutputDropout = 0.2f });
        ArraySource pairs = Pairs.Make(8, 4).Source();
        network.Fit(pairs, new FitOptions { Epochs = 1, BatchSize = 4 });
        string path = Path.GetTempFileName();
        try
        {
            network.Model.Save(path);
            EncoderDecoder loaded = new((Graph)Model.Load(path));
            DecodeOptions options = new() { MaxLength = 6, BeamWidth = 3 };
            Assert.Equal(
                network.Decode(pairs, options).Select(sequence => sequence.LogProbability),
                loaded.Decode(pairs, options).Select(sequence => sequence.LogProbability));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_token_that_there_is_not_is_told_of()
    {
        float[,,] x = new float[70, SourceSteps, 1];
        x[66, 2, 0] = Words;
        var sources = new ArraySource(x) { Lengths = [.. Enumerable.Repeat(4, 70)] };
        Assert.Throws<InputException>(() => Network("two-way gru", default).Decode(sources, new DecodeOptions { MaxLength = 3 }));
    }

    [Fact]
    public void Attention_at_a_layer_that_there_is_not_is_refused()
    {
        string message = Assert.Throws<ArgumentException>(() => EncoderDecoder.Create(
            Shape.Sequence(4, 1), 1, 4, new EncoderDecoderOptions { AttentionHeads = 1, AttentionLayer = 2 })).Message;
        Assert.Contains("AttentionLayer is 2", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(
            () => EncoderDecoder.Create(Shape.Sequence(4, 1), 1, 4, new EncoderDecoderOptions { AttentionLayer = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => EncoderDecoder.Create(Shape.Sequence(4, 1), 1, 4, new EncoderDecoderOptions { ReadoutUnits = -1 }));
    }

    private static EncoderDecoder Network(string name, EncoderDecoderOptions more)
    {
        EncoderDecoder network = EncoderDecoder.Create(Shape.Sequence(Shape.AnyLength, 1), 1, 6, _options[name] with
        {
            SourceVocabulary = Words,
            TargetVocabulary = Words,
            EmbeddingDimension = 4,
            Seed = 3,
            SparseUpdates = more.SparseUpdates,
            Dropout = more.Dropout,
            OutputDropout = more.OutputDropout,
        }, Start);
        network.Model.Compile(
            new Sgd(0.05f), new SparseCategoricalCrossEntropy(new() { FromLogits = true, LabelSmoothing = 0.1f }));
        network.Model.Build();
        return network;
    }

    /// <summary>Pairs of unequal lengths, among them the shortest and the longest.</summary>
    private sealed record Pairs(float[,,] X, float[,,] Y, int[] From, int[] To)
    {
        public static Pairs Make(int count, ulong seed)
        {
            RandomStream random = new(seed);
            Pairs pairs = new(new float[count, SourceSteps, 1], new float[count, TargetSteps, 1], new int[count], new int[count]);
            for (int i = 0; i < count; i++)
            {
                pairs.From[i] = i == 0 ? SourceSteps : 1 + random.NextInt32(SourceSteps);
                pairs.To[i] = i == 1 ? TargetSteps : 1 + random.NextInt32(TargetSteps);
                for (int t = 0; t < pairs.From[i]; t++)
                {
                    pairs.X[i, t, 0] = random.NextInt32(Words);
                }

                for (int t = 0; t < pairs.To[i]; t++)
                {
                    pairs.Y[i, t, 0] = t == pairs.To[i] - 1 ? End : 4 + random.NextInt32(Words - 4);
                }
            }

            return pairs;
        }

        public ArraySource Source() => new ArraySource(X, Y) { Lengths = From }.WithTargetLengths(0, To);

        /// <summary>Some of them, in this order.</summary>
        public ArraySource Source(int[] rows)
        {
            Pairs some = new(
                new float[rows.Length, SourceSteps, 1], new float[rows.Length, TargetSteps, 1], [.. rows.Select(row => From[row])],
                [.. rows.Select(row => To[row])]);
            for (int i = 0; i < rows.Length; i++)
            {
                Array.Copy(X, rows[i] * SourceSteps, some.X, i * SourceSteps, SourceSteps);
                Array.Copy(Y, rows[i] * TargetSteps, some.Y, i * TargetSteps, TargetSteps);
            }

            return some.Source();
        }
    }
}
