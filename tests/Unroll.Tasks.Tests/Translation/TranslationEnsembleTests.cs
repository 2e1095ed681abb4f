using Unroll.Layers;
using Unroll.Models;
using Unroll.Series.Preparing;
using Unroll.Series.Texts;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Translation;

namespace Unroll.Tasks.Tests.Translation;

/// <summary>Several networks that translate together.</summary>
public sealed class TranslationEnsembleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_log_probability_of_a_translation_is_the_mean_over_the_networks(int beam)
    {
        SequenceToSequence translator = Texts().Train(train => train with { Ensemble = 3 });
        translator.Fit(Pairs(120));

        Assert.Equal(3, translator.Networks.Count);
        LearnedTranslation learned = (LearnedTranslation)translator.Learned;
        string[] texts = [.. Pairs(9, seed: 5).Select(pair => pair.Source)];
        float[][] sources = learned.Read.Read(translator.Sources(texts).Map(item => item.Frame));
        DecodingRecipe decoding = new() { BeamWidth = beam, MaxLength = 8 };
        Hypothesis[] written = learned.Decode(sources, new Ensemble(translator.Networks), decoding, threads: 1);
        for (int i = 0; i < texts.Length; i++)
        {
            PairSamples sample = new(learned.Read, learned.Written, [sources[i]], [written[i].Values]);
            double[] each = [.. translator.Networks.Select(network => -ForcedScores.Of([network], sample, 1).NegativeLogLikelihood)];

            // What was cut off has no end, which the forced scores count.
            if (written[i].Values.Length < decoding.MaxLength)
            {
                Assert.Equal(each.Average(), written[i].LogProbability, 1e-4);
            }

            Assert.Equal(each.Average(), -ForcedScores.Of(translator.Networks, sample, 1).NegativeLogLikelihood, 1e-9);
            Assert.NotEqual(each[0], each[1], 1e-4);
        }

        Assert.Contains(written, own => own.Values.Length < decoding.MaxLength);
        translator.Save(_folder.In("run"));
        SequenceToSequence loaded = SequenceToSequence.Load(_folder.In("run"));
        Assert.Equal(
            translator.Translate(texts, decoding).Select(translation => (translation.Text, translation.LogProbability)),
            loaded.Translate(texts, decoding).Select(translation => (translation.Text, translation.LogProbability)));
    }

    [Fact]
    public void Networks_that_are_the_same_write_what_each_would()
    {
        SequenceToSequence texts = Texts(), numbers = SequenceToSequence.For().Prepare(new NumbersStep(), new ScaleStep())
            .EncoderDecoder(new() { Cell = RecurrentCellKind.Gru, Units = 8 }).Train(train => train with { Epochs = 1 });
        texts.Fit(Pairs(60));
        numbers.Fit([.. Enumerable.Range(0, 60).Select(i => new TextPair($"{i} {i % 7} {i % 3}", $"{i % 3} {i % 7} {i}"))]);

        foreach ((SequenceToSequence translator, string source) in ((SequenceToSequence, string)[])[(texts, "abca"), (numbers, "5 6 2")])
        {
            LearnedTranslation learned = (LearnedTranslation)translator.Learned;
            float[][] sources = learned.Read.Read(translator.Sources([source]).Map(item => item.Frame));
            Model network = translator.Networks[0];
            Hypothesis alone = learned.Decode(sources, new Ensemble([network]), new() { MaxLength = 6 }, 1)[0];
            Hypothesis twice = learned.Decode(sources, new Ensemble([network, network]), new() { MaxLength = 6 }, 1)[0];
            Assert.Equal(alone.Values.Length, twice.Values.Length);
            Assert.All(alone.Values.Zip(twice.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
            Assert.Equal(alone.LogProbability, twice.LogProbability, 1e-5);
        }
    }

    [Fact]
    public void Networks_of_several_kinds_and_snapshots_translate_together()
    {
        const string Recipe = """
            name: several
            task: translate
            data: {file: pairs.tsv, text: source, target: target}
            prepare: {steps: [{tokenize: {unit: character}}]}
            models:
              - - embedding: {output-dim: 4}
                - gru: {units: 8, name: encoder}
                - embedding: {output-dim: 4, name: written, from: previous}
                - gru: {units: 8, from: [written, encoder.1]}
                - dense
              - - embedding: {output-dim: 4}
                - simple-rnn: {units: 6, name: encoder}
                - embedding: {output-dim: 4, name: written, from: previous}
                - simple-rnn: {units: 6, from: [written, encoder.1]}
                - dense
            train: {epochs: 2, batch-size: 16, ensemble: {snapshots: 2}}
            """;
        SequenceToSequence translator = SequenceToSequence.Create(RecipeReader.Parse(Recipe, "several.yaml"));

        TrainingRun run = translator.Fit(Pairs(60));

        Assert.Equal(4, translator.Networks.Count);
        Assert.InRange(run.Test.Model["perplexity"], 1, 100);
        Assert.Contains("models", Assert.ThrowsAny<InputException>(() => RecipeReader.Parse(
            Recipe.Replace(", from: previous", "", StringComparison.Ordinal), "several.yaml")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Networks_that_write_other_things_are_no_ensemble()
    {
        EncoderDecoderOptions tokens = new() { SourceVocabulary = 5, TargetVocabulary = 6 };
        EncoderDecoder first = EncoderDecoder.Create(Shape.Sequence(4, 1), 1, 3, tokens);
        EncoderDecoder more = EncoderDecoder.Create(Shape.Sequence(4, 1), 1, 3, tokens with { TargetVocabulary = 7 });

        Assert.Contains(
            "6 tokens, another one 7 tokens", Assert.Throws<ArgumentException>(() => new EncoderDecoderEnsemble([first, more])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new EncoderDecoderEnsemble([]));
    }

    private static SequenceToSequence Texts() => SequenceToSequence.For()
        .Prepare(new TokenizeStep(new() { Unit = TokenUnit.Character }))
        .EncoderDecoder(new() { Cell = RecurrentCellKind.Gru, Units = 8, EmbeddingDimension = 4 })
        .Train(train => train with { Epochs = 3, BatchSize = 8, LearningRate = 0.02f, EarlyStopping = null });

    private static TextPair[] Pairs(int count, ulong seed = 1)
    {
        RandomStream random = new(seed);
        return [.. Enumerable.Range(0, count)
            .Select(_ => string.Concat(Enumerable.Range(0, 2 + random.NextInt32(3)).Select(_ => "abc"[random.NextInt32(3)])))
            .Select(text => new TextPair(text, text))];
    }
}
