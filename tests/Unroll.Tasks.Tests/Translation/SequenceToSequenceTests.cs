using Unroll.Models;
using Unroll.Series.Preparing;
using Unroll.Series.Texts;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Translation;

namespace Unroll.Tasks.Tests.Translation;

public sealed class SequenceToSequenceTests : IDisposable
{
    private static readonly EncoderDecoderRecipe _small = new() { Cell = RecurrentCellKind.Gru, Units = 32, Embedding = 8 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Copying_is_learned_entirely_saved_and_loaded()
    {
        SequenceToSequence translator = Small(epochs: 30);

        TrainingRun run = translator.Fit(Copies(800));

        TranslationEvaluation test = (TranslationEvaluation)run.Test;
        Assert.Equal(1, test.Model[TranslationEvaluation.ExactMatchName]);
        Assert.Equal(0, test.Model["error_rate"]);
        Assert.Equal(100, test.Model["chrf"], 6);
        Assert.InRange(test.Model["perplexity"], 1, 1.1);
        Assert.Equal(["copy", "most-frequent", "nearest-source"], test.Baselines.Select(pair => pair.Key));
        Assert.Equal(1, test.Baselines[0].Value[TranslationEvaluation.ExactMatchName]);
        Assert.All(test.Pairs, pair => Assert.Equal(pair.Reference, pair.Translation.Text));
        Assert.All(test.Attention, pair => Assert.All(pair.Weights, row => Assert.Equal(1, row.Sum(), 3)));
        Assert.NotEmpty(test.Attention);
        translator.Save(_folder.In("run"));
        SequenceToSequence loaded = SequenceToSequence.Load(_folder.In("run"));
        foreach (DecodingRecipe decoding in (DecodingRecipe[])[new(), new() { Beam = 4 }])
        {
            Unroll.Tasks.Translation.Translation before = translator.Translate("acab", decoding);
            Unroll.Tasks.Translation.Translation after = loaded.Translate("acab", decoding);
            Assert.Equal("acab", after.Text);
            Assert.Equal(["a", "c", "a", "b"], after.Tokens);
            Assert.Equal(before.LogProbability, after.LogProbability);
        }

        TextPair[] others = [.. Copies(5, seed: 9)];
        Assert.Equal(translator.Evaluate(others).Model["perplexity"], loaded.Evaluate(others).Model["perplexity"]);
    }

    [Theory]
    [InlineData(RecurrentCellKind.Lstm, 2, true, AttentionKind.DotProduct)]
    [InlineData(RecurrentCellKind.Lstm, 1, false, AttentionKind.None)]
    [InlineData(RecurrentCellKind.Gru, 2, true, AttentionKind.None)]
    [InlineData(RecurrentCellKind.SimpleRnn, 1, false, AttentionKind.DotProduct)]
    public void Networks_of_all_kinds_are_made_and_write_what_they_say(
        RecurrentCellKind cell, int layers, bool bidirectional, AttentionKind attention)
    {
        SequenceToSequence translator = Small(epochs: 1).EncoderDecoder(new EncoderDecoderRecipe
        {
            Cell = cell,
            Layers = layers,
            Bidirectional = bidirectional,
            Attention = attention,
            Units = 8,
            Heads = 2,
            Embedding = 4,
            Dropout = 0.1f,
        });

        translator.Fit(Copies(60));

        // What greedy search writes is at each step the best guess of the whole network, given what was written before.
        LearnedTranslation learned = (LearnedTranslation)translator.Learned;
        PairData data = learned.DataOf(TextPairReader.Of([.. Copies(8, seed: 5)]));
        float[][] sources = learned.Read.Read(data.Series);
        Hypothesis[] written = learned.Decode(sources, new Ensemble([.. translator.Networks]), new DecodingRecipe { MaximumLength = 6 });
        PairSamples samples = new(learned.Read, learned.Written, sources, [.. written.Select(hypothesis => hypothesis.Values)]);
        float[][] guesses = ForcedScores.Guesses(translator.Networks[0], samples, areTokens: true);
        for (int i = 0; i < written.Length; i++)
        {
            Assert.Equal(written[i].Values, guesses[i][..written[i].Values.Length]);
        }
    }

    private static SequenceToSequence Small(int epochs) => SequenceToSequence.For()
        .Prepare(new TokenizeStep(new() { Unit = TokenUnit.Character }))
        .EncoderDecoder(_small)
        .Train(train => train with { Epochs = epochs, BatchSize = 16, LearningRate = 0.01f, EarlyStopping = null });

    private static IEnumerable<TextPair> CopiesOf(int count, ulong seed)
    {
        RandomStream random = new(seed);
        for (int i = 0; i < count; i++)
        {
            string text = string.Concat(Enumerable.Range(0, 3 + random.NextInt32(3)).Select(_ => "abc"[random.NextInt32(3)]));
            yield return new TextPair(text, text);
        }
    }

    private static TextPair[] Copies(int count, ulong seed = 1) => [.. CopiesOf(count, seed)];
}
