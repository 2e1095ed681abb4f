using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Tests.Models;

/// <summary>Encoder and decoder: what is written step by step is what the network trained with teacher forcing says.</summary>
public sealed class EncoderDecoderTests
{
    private const int Vocabulary = 6;
    private const int Start = 0;
    private const int End = 1;

    public static TheoryData<RecurrentCellKind, int, int> Networks => new()
    {
        { RecurrentCellKind.Lstm, 1, 0 },
        { RecurrentCellKind.Lstm, 2, 2 },
        { RecurrentCellKind.Gru, 1, 1 },
        { RecurrentCellKind.SimpleRnn, 2, 0 },
    };

    [Fact]
    public void A_temperature_without_chance_is_refused()
    {
        EncoderDecoder network = Make(RecurrentCellKind.Gru, 1, 0);
        (ArraySource sources, int[] _) = Sources(2, ragged: false);

        foreach (DecodeOptions options in (DecodeOptions[])[new() { MaxLength = 3, Temperature = 3 }, new() { MaxLength = 3, TopK = 4 }])
        {
            string message = Assert.Throws<ArgumentException>(() => network.Decode(sources, options)).Message;
            Assert.Contains("set Sample", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Log_probabilities_are_those_of_the_whole_network(RecurrentCellKind cell, int layers, int heads)
    {
        EncoderDecoder network = Make(cell, layers, heads);
        (ArraySource sources, int[] lengths) = Sources(5, ragged: true);
        foreach (DecodeOptions options in new DecodeOptions[]
        {
            new() { MaxLength = 7, End = End },
            new() { MaxLength = 7, End = End, BeamWidth = 3 },
            new() { MaxLength = 7, End = End, Sample = true, Seed = 3 },
            new() { MaxLength = 7, End = End, Sample = true, TopK = 2, Temperature = 2 },
        })
        {
            IReadOnlyList<DecodedSequence> decoded = network.Decode(sources, options);
            for (int i = 0; i < 5; i++)
            {
                Assert.Equal(LogProbability(network, sources, lengths, i, decoded[i].Tokens, 7), decoded[i].LogProbability, 1e-4);
            }
        }
    }

    [Fact]
    public void A_part_of_any_length_gives_step_by_step_what_the_graph_gives_at_once()
    {
        Signal input = Graph.Input(5, 2, "steps"), start = Graph.Input(3, "start");
        Signal written = new Gru(3, new GruOptions { ReturnSequences = true, ReturnState = true }) { Name = "gru" }.Apply(input, start);
        Graph whole = new([input, start], [new Dense(1).Apply(written)]) { Seed = 4 };
        Graph part = whole.Part([input, start], [whole.Find("dense_1"), written.State[0]], takesAnyLength: true);
        RandomStream random = new(1);
        float[,,] values = new float[4, 5, 2];
        for (int i = 0; i < values.Length; i++)
        {
            values[i / 10, i / 2 % 5, i % 2] = (float)random.NextNormal();
        }

        Tensor<float> expected = whole.PredictAll(new ArraySource([values, new float[4, 3]]))[0];
        Samples state = new float[4, 3];
        for (int step = 0; step < 5; step++)
        {
            float[,,] row = new float[4, 1, 2];
            for (int i = 0; i < 8; i++)
            {
                row[i / 2, 0, i % 2] = values[i / 2, step, i % 2];
            }

            IReadOnlyList<Tensor<float>> outputs = part.PredictAll(new ArraySource([row, state]));
            state = outputs[1];
            Assert.Equal(expected[3, step, 0], outputs[0][3, 0, 0], 1e-6f);
        }

        Assert.Throws<ArgumentException>(() => whole.PredictAll(new ArraySource([new float[4, 1, 2], state])));
    }

    [Fact]
    public void A_wide_beam_finds_the_most_probable_sequence_of_all()
    {
        EncoderDecoder network = Make(RecurrentCellKind.Gru, 1, 0);
        (ArraySource sources, int[] lengths) = Sources(3, ragged: false);
        IReadOnlyList<DecodedSequence> greedy = network.Decode(sources, new DecodeOptions { MaxLength = 3, End = End });
        IReadOnlyList<DecodedSequence> beam = network.Decode(sources, new DecodeOptions { MaxLength = 3, End = End, BeamWidth = 300 });
        for (int i = 0; i < 3; i++)
        {
            double best = Enumerate([], 3).Max(tokens => LogProbability(network, sources, lengths, i, tokens, 3));
            Assert.Equal(best, beam[i].LogProbability, 1e-4);
            Assert.True(beam[i].LogProbability >= greedy[i].LogProbability - 1e-6);
        }
    }

    [Fact]
    public void Learns_to_write_sequences_backwards()
    {
        const int Samples = 400, Length = 4;
        var random = new RandomStream(2);
        float[,,] x = new float[Samples, Length, 1], y = new float[Samples, Length + 1, 1];
        for (int i = 0; i < Samples; i++)
        {
            for (int t = 0; t < Length; t++)
            {
                x[i, t, 0] = y[i, Length - 1 - t, 0] = 2 + random.NextInt32(Vocabulary - 2);
            }

            y[i, Length, 0] = End;
        }

        EncoderDecoder network = EncoderDecoder.Create(
            Shape.Sequence(Length, 1),
            1,
            24,
            new EncoderDecoderOptions
            {
                Cell = RecurrentCellKind.Gru,
                SourceVocabulary = Vocabulary,
                TargetVocabulary = Vocabulary,
                AttentionHeads = 2
            },
            Start);
        network.Model.Compile(new Adam(0.01f), new SparseCategoricalCrossEntropy(new() { FromLogits = true }));
        var samples = new ArraySource(x, y);
        network.Fit(samples, new FitOptions { Epochs = 25, BatchSize = 32, ValidationSplit = 0.1f });

        IReadOnlyList<DecodedSequence> decoded = network.Decode(samples, new DecodeOptions { MaxLength = 8, End = End });
        int right = Enumerable.Range(0, Samples)
            .Count(i => decoded[i].Tokens.SequenceEqual(Enumerable.Range(0, Length).Select(t => (int)y[i, t, 0])));
        Assert.True(right > 0.9 * Samples, $"Of {Samples} sequences, {right} were written backwards.");
    }

    [Fact]
    public void Numbers_are_written_from_what_was_written_before()
    {
        EncoderDecoder network = EncoderDecoder.Create(
            Shape.Sequence(Shape.AnyLength, 2), 3, 8, new EncoderDecoderOptions { Layers = 2, Seed = 4 }, start: 0.5f);
        float[,,] x = new float[40, 6, 2];
        for (int i = 0; i < 480; i++)
        {
            x[i / 12, i / 2 % 6, i % 2] = MathF.Sin(i * 0.7f);
        }

        var samples = new ArraySource(x) { Lengths = [.. Enumerable.Range(0, 40).Select(i => 1 + (i % 6))] };
        Tensor<float> written = network.Predict(samples, 5);
        Assert.Equal([(nint)40, 5, 3], written.Lengths.ToArray());

        // The whole network, given what was written, says the same.
        float[] previous = new float[40 * 5 * 3];
        for (int i = 0; i < previous.Length; i++)
        {
            previous[i] = i % 15 < 3 ? 0.5f : written[i / 15, (i % 15 / 3) - 1, i % 3];
        }

        float[] inputs = new float[480];
        Buffer.BlockCopy(x, 0, inputs, 0, 480 * sizeof(float));
        Tensor<float> whole = network.Model.Predict(
            new ArraySource([Tensor.Create(inputs, [40, 6, 2]), Tensor.Create(previous, [40, 5, 3])]).WithLengths(0, samples.Lengths!));
        for (int i = 0; i < previous.Length; i++)
        {
            Assert.Equal(whole[i / 15, i % 15 / 3, i % 3], written[i / 15, i % 15 / 3, i % 3], 1e-5);
        }

        Assert.Contains(
            "Predict",
            Assert.Throws<InvalidOperationException>(() => network.Decode(samples, new DecodeOptions { MaxLength = 2 })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Comes_back_from_a_file()
    {
        EncoderDecoder network = Make(RecurrentCellKind.Lstm, 2, 2);
        string path = Path.GetTempFileName();
        try
        {
            network.Model.Save(path);
            EncoderDecoder loaded = new((Graph)Model.Load(path));
            (ArraySource sources, _) = Sources(4, ragged: false);
            DecodeOptions options = new() { MaxLength = 6, BeamWidth = 2 };
            IReadOnlyList<DecodedSequence> before = network.Decode(sources, options), after = loaded.Decode(sources, options);
            Assert.Equal(
                before.Select(sequence => string.Join(' ', sequence.Tokens)), after.Select(sequence => string.Join(' ', sequence.Tokens)));
            Assert.All(after, sequence => Assert.Equal(6, sequence.Tokens.Count));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Options_that_do_not_go_together_are_refused()
    {
        Assert.Throws<ArgumentException>(() => EncoderDecoder.Create(Shape.Vector(3), 1, 8));
        Assert.Throws<ArgumentException>(
            () => EncoderDecoder.Create(Shape.Sequence(3, 1), 1, 8, new EncoderDecoderOptions { AttentionHeads = 3 }));
        Assert.Throws<ArgumentException>(
            () => EncoderDecoder.Create(Shape.Sequence(3, 2), 1, 8, new EncoderDecoderOptions { SourceVocabulary = 4 }));
        Assert.Throws<ArgumentException>(() => new EncoderDecoder(new Graph(Graph.Input(2), new Dense(1).Apply(Graph.Input(2)))));
        EncoderDecoder network = Make(RecurrentCellKind.Gru, 1, 0);
        (ArraySource sources, _) = Sources(1, ragged: false);
        Assert.Throws<ArgumentException>(
            () => network.Decode(sources, new DecodeOptions { MaxLength = 3, BeamWidth = 2, Sample = true }));
        Assert.Throws<InvalidOperationException>(() => network.Predict(sources, 3));
        Assert.Throws<ArgumentException>(() => network.Fit(new ArraySource(new float[2, 3, 1], new float[2, 1]), default));
    }

    private static EncoderDecoder Make(RecurrentCellKind cell, int layers, int heads)
    {
        EncoderDecoder network = EncoderDecoder.Create(
            Shape.Sequence(Shape.AnyLength, 1),
            1,
            8,
            new EncoderDecoderOptions
            {
                Cell = cell,
                Layers = layers,
                AttentionHeads = heads,
                SourceVocabulary = 5,
                TargetVocabulary = Vocabulary,
                EmbeddingDimension = 4,
                Dropout = 0.2f,
                Seed = 7,
            },
            Start);

        // Untrained networks hardly prefer anything: larger weights do.
        network.Model.SetWeights([.. network.Model.GetWeights().Select(weight => 2.5f * weight)]);
        return network;
    }

    private static (ArraySource Source, int[] Lengths) Sources(int samples, bool ragged)
    {
        float[,,] x = new float[samples, 4, 1];
        int[] lengths = [.. Enumerable.Range(0, samples).Select(i => ragged ? 1 + (i % 4) : 4)];
        for (int i = 0; i < samples * 4; i++)
        {
            x[i / 4, i % 4, 0] = (i * 3) % 5;
        }

        return (new ArraySource(x) { Lengths = lengths }, lengths);
    }

    /// <summary>
    /// The logarithm of the probability that the whole network, with teacher forcing, gives a sequence; with its end unless it is as long
    /// as can be.
    /// </summary>
    private static double LogProbability(
        EncoderDecoder network, ArraySource sources, int[] lengths, int sample, IReadOnlyList<int> tokens, int longest)
    {
        int[] all = tokens.Count < longest ? [.. tokens, End] : [.. tokens];
        var source = new TimeMajorSpan(new float[4], 4, 1, 1);
        sources.CopyInputs([sample], source);
        float[] previous = [Start, .. all[..^1].Select(token => (float)token)];
        Tensor<float> logits = network.Model.Predict(
            new ArraySource([Tensor.Create(source.Values.ToArray(), [1, 4, 1]), Tensor.Create(previous, [1, all.Length, 1])]).WithLengths(
                0, [lengths[sample]]));
        double sum = 0;
        for (int t = 0; t < all.Length; t++)
        {
            double[] row = [.. Enumerable.Range(0, Vocabulary).Select(token => (double)logits[0, t, token])];
            sum += row[all[t]] - Math.Log(row.Sum(Math.Exp));
        }

        return sum;
    }

    /// <summary>All sequences without the end, up to a length.</summary>
    private static IEnumerable<int[]> Enumerate(int[] prefix, int longest)
    {
        yield return prefix;
        if (prefix.Length == longest)
        {
            yield break;
        }

        foreach (int token in Enumerable.Range(0, Vocabulary).Where(token => token != End))
        {
            foreach (int[] longer in Enumerate([.. prefix, token], longest))
            {
                yield return longer;
            }
        }
    }
}
