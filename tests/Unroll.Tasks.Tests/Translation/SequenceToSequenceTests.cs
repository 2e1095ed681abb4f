using Unroll.Layers;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Texts;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Translation;

namespace Unroll.Tasks.Tests.Translation;

public sealed class SequenceToSequenceTests : IDisposable
{
    private static readonly EncoderDecoderRecipe _small = new() { Cell = RecurrentCellKind.Gru, Units = 32, EmbeddingDimension = 8 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Copying_is_learned_entirely_saved_and_loaded()
    {
        SequenceToSequence translator = Small(epochs: 30);

        TrainingRun run = translator.Fit(Copies(800));

        TextTranslationEvaluation test = (TextTranslationEvaluation)run.Test;
        Assert.Equal(1, test.Model[TextTranslationEvaluation.ExactMatchName]);
        Assert.Equal(0, test.Model["error_rate"]);
        Assert.Equal(100, test.Model["chrf"], 6);
        Assert.InRange(test.Model["perplexity"], 1, 1.1);
        Assert.Equal(["copy", "most-frequent", "nearest-source"], test.Baselines.Select(pair => pair.Key));
        Assert.Equal(1, test.Baselines[0].Value[TextTranslationEvaluation.ExactMatchName]);
        Assert.All(test.Pairs, pair => Assert.Equal(pair.Reference, pair.Translation.Text));
        Assert.All(test.Attention, pair => Assert.All(pair.Weights, row => Assert.Equal(1, row.Sum(), 3)));
        Assert.NotEmpty(test.Attention);
        translator.Save(_folder.In("run"));
        SequenceToSequence loaded = SequenceToSequence.Load(_folder.In("run"));
        foreach (DecodingRecipe decoding in (DecodingRecipe[])[new(), new() { BeamWidth = 4 }])
        {
            Unroll.Tasks.Translation.Translation before = translator.Translate("acab", decoding);
            Unroll.Tasks.Translation.Translation after = loaded.Translate("acab", decoding);
            Assert.Equal("acab", after.Text);
            Assert.Equal(["a", "c", "a", "b"], after.Tokens);
            Assert.Equal(before.LogProbability, after.LogProbability);
        }

        TextPair[] others = [.. Copies(5, seed: 9)];
        string[] texts = [.. others.Select(pair => pair.Source)];
        SeriesSet series = TextPairReader.OfSources(texts, TextPairReader.SourceName);
        Assert.Equal(loaded.Translate(texts, threads: 1).Select(translation => translation.Text), texts);
        Assert.Equal(
            loaded.Translate(texts).Select(translation => translation.LogProbability),
            loaded.Predict(texts).Select(translation => translation.LogProbability));
        Assert.Equal(texts, loaded.Predict(series, threads: 1).Select(translation => translation.Text));
        Assert.Throws<OperationCanceledException>(() => loaded.Predict(texts, cancellationToken: new(canceled: true)));
        Assert.Equal(translator.Evaluate(others).Model["perplexity"], loaded.Evaluate(others).Model["perplexity"]);
    }

    [Theory]
    [InlineData(RecurrentCellKind.Lstm, 2, true, AttentionKind.DotProduct)]
    [InlineData(RecurrentCellKind.Lstm, 1, false, AttentionKind.None)]
    [InlineData(RecurrentCellKind.Lstm, 1, true, AttentionKind.Additive)]
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
            Heads = attention == AttentionKind.Additive ? 1 : 2,
            EmbeddingDimension = 4,
            Dropout = 0.1f,
        });

        translator.Fit(Copies(60));

        // What greedy search writes is at each step the best guess of the whole network, given what was written before.
        LearnedTranslation learned = (LearnedTranslation)translator.Learned;
        PairData data = learned.DataOf(TextPairReader.Of([.. Copies(8, seed: 5)]));
        float[][] sources = learned.Read.Read(data.Series);
        Hypothesis[] written = learned.Decode(
            sources, new Ensemble([.. translator.Networks]), new DecodingRecipe { MaxLength = 6 }, threads: 0);
        PairSamples samples = new(learned.Read, learned.Written, sources, [.. written.Select(hypothesis => hypothesis.Values)]);
        float[][] guesses = ForcedScores.Guesses(translator.Networks[0], samples, areTokens: true);
        for (int i = 0; i < written.Length; i++)
        {
            Assert.Equal(written[i].Values, guesses[i][..written[i].Values.Length]);
        }
    }

    [Fact]
    public void Numbers_are_translated_to_numbers_in_the_unit_of_the_file_saved_and_loaded()
    {
        // The running sum of three to six numbers, far from 0.
        RandomStream random = new(4);
        TextPair[] pairs = [.. Enumerable.Range(0, 400).Select(_ =>
        {
            double[] steps = [.. Enumerable.Range(0, 3 + random.NextInt32(4)).Select(_ => 100 + (10.0 * random.NextInt32(5)))];
            double[] sums = [.. steps.Select((_, i) => steps.Take(i + 1).Sum())];
            return new TextPair(Text(steps), $"[{string.Join(", ", sums)}]");
        })];
        SequenceToSequence translator = SequenceToSequence.For()
            .Prepare(new NumbersStep(), new ScaleStep())
            .EncoderDecoder(_small)
            .Train(train => train with { Epochs = 40, BatchSize = 16, LearningRate = 0.005f, EarlyStopping = null });

        TrainingRun run = translator.Fit(pairs);

        NumberTranslationEvaluation test = (NumberTranslationEvaluation)run.Test;
        Assert.Equal(["mean-target", "copy"], test.Baselines.Select(pair => pair.Key));
        Assert.InRange(test.Model["mae"], 0, test.Baselines[0].Value["mae"] / 2);
        Assert.All(test.Pairs, pair => Assert.Equal(pair.Reference.Count, pair.Written.Count));
        Assert.Equal([100, 220, 350], test.Pairs.Select(pair => pair.Reference).Append([100, 220, 350]).Last());
        Assert.All(test.Pairs, pair => Assert.All(pair.Reference, number => Assert.Equal(0, number % 10)));
        Assert.Equal(
            test.Pairs.Average(pair => pair.Reference.Zip(pair.Source.Split(' '), (sum, step) => Math.Abs(sum - double.Parse(
                step, System.Globalization.CultureInfo.InvariantCulture))).Sum()) * test.Pairs.Count
                / test.Pairs.Sum(pair => pair.Reference.Count),
            test.Baselines[1].Value["mae"], 9);
        InputException search = Assert.Throws<InputException>(() => translator.Translate("100 120", new DecodingRecipe { BeamWidth = 3 }));
        Assert.Contains("without a search", search.Message, StringComparison.Ordinal);
        translator.Save(_folder.In("numbers"));
        Unroll.Tasks.Translation.Translation written = translator.Translate("100 120 130 110");
        Assert.Equal(4, written.Numbers.Count);
        Assert.InRange(written.Numbers[3], 400, 520);
        Assert.Equal(written.Numbers, SequenceToSequence.Load(_folder.In("numbers")).Translate("100 120 130 110").Numbers);

        string Text(double[] numbers) => string.Join(' ', numbers);
    }

    [Fact]
    public void Numbers_are_translated_to_tokens_of_which_nobody_says_how_many()
    {
        // As many crosses as the number says.
        TextPair[] pairs = [.. Enumerable.Range(0, 240).Select(i => new TextPair($"{1 + (i % 4)} {i % 3}", string.Concat(
            Enumerable.Repeat("x", 1 + (i % 4)))))];
        SequenceToSequence translator = SequenceToSequence.For()
            .Prepare(new NumbersStep(new() { Columns = ["source"] }),
                new TokenizeStep(new() { Columns = ["target"], Unit = TokenUnit.Character }))
            .EncoderDecoder(_small)
            .Split(new OrderedSplit(SplitPart.OfShare(0.6), SplitPart.OfShare(0.2), SplitPart.OfShare(0.2)))
            .Train(train => train with { Epochs = 30, BatchSize = 16, LearningRate = 0.01f, EarlyStopping = null });

        TrainingRun run = translator.Fit(pairs);

        Assert.Equal(1, run.Test.Model[TextTranslationEvaluation.ExactMatchName]);
        Assert.Equal("xxx", translator.Translate("3 1").Text);
        foreach ((string[] texts, string message) in ((string[], string)[])
            [(["3 one"], "The text to translate, \"3 one\", has 'one', which is no number"),
                (["3 1", "[ ]"], "Text 2 to translate, \"[ ]\", has no number"), ([" "], "The text to translate is empty")])
        {
            InputException exception = Assert.Throws<InputException>(() => translator.Translate(texts));
            Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("column", exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(2, "exact_match")]
    [InlineData(5, "bleu")]
    public void Words_are_judged_by_bleu_where_references_have_four_of_them(int words, string measure)
    {
        TextPair[] pairs = [.. Enumerable.Range(0, 60).Select(i =>
        {
            string text = string.Join(' ', Enumerable.Range(0, words).Select(word => $"w{(i + word) % 7}"));
            return new TextPair(text, text);
        })];
        TrainingRun run = SequenceToSequence.For()
            .Prepare(new TokenizeStep(new() { Unit = TokenUnit.Blank }))
            .EncoderDecoder(new EncoderDecoderRecipe { Units = 4, EmbeddingDimension = 4 })
            .Train(train => train with { Epochs = 1, EarlyStopping = null })
            .Fit(pairs);

        BaselineComparison comparison = run.Test.Comparison;
        Assert.Equal(measure, comparison.Score!.Name);
        Assert.Equal(words < 4, double.IsNaN(run.Test.Model["bleu"]));

        // To copy is right here, by either measure.
        Assert.Equal(measure == "bleu" ? 100 : 1, comparison.Baselines.Single(baseline => baseline.Key == "copy").Value.Value, 6);
        Assert.True(comparison.IsBeaten);
    }

    [Fact]
    public void Numbers_of_any_length_are_refused_since_they_have_no_end()
    {
        InputException exception = Assert.ThrowsAny<InputException>(() => SequenceToSequence.For().Prepare(new NumbersStep())
            .Fit([.. Enumerable.Range(1, 30).Select(i =>
                new TextPair($"{i} {i + 1}", string.Join(' ', Enumerable.Repeat("1", 1 + (i % 3)))))]));

        Assert.Contains("no end of their own", exception.Message, StringComparison.Ordinal);
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
