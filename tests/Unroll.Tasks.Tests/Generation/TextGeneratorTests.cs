using Unroll.Data;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Series.Preparing;
using Unroll.Series.Texts;
using Unroll.Tasks.Generation;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Generation;

public sealed class TextGeneratorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_text_that_repeats_is_learned_generated_saved_and_loaded()
    {
        string text = string.Concat(Enumerable.Repeat("the cat sat; ", 200));
        TextGenerator generator = Small(Recipe("character"));

        TrainingRun run = generator.Fit(text);

        TextEvaluation test = (TextEvaluation)run.Test;
        Assert.InRange(test.Model[TextEvaluation.NatsName], 0, 0.1);
        Assert.Equal(test.Model[TextEvaluation.NatsName] / Math.Log(2), test.Model["bits_per_character"], 9);
        Assert.InRange(test.Model["accuracy"], 0.99, 1);
        Assert.Equal(["markov-0", "markov-1", "markov-2", "markov-3", "markov-4", "markov-5"], test.Baselines.Select(pair => pair.Key));
        Assert.InRange(test.Baselines[0].Value[TextEvaluation.NatsName], 1.5, 2.5);
        GenerationOptions options = new() { Length = 26, Sampler = new() { Temperature = 0 } };
        string generated = string.Concat(generator.Generate("the cat sat; ", options));
        Assert.Equal("the cat sat; the cat sat; ", generated);
        generator.Save(_folder.In("run"));
        TextGenerator loaded = TextGenerator.Load(_folder.In("run"));
        GenerationOptions drawn = new() { Length = 100, Sampler = new() { Temperature = 2, TopK = 5, Seed = 4 } };
        Assert.Equal(string.Concat(generator.Generate("cat", drawn)), string.Concat(loaded.Generate("cat", drawn)));
        Assert.Equal(
            generator.Evaluate(text[..300]).Model[TextEvaluation.NatsName], loaded.Evaluate(text[..300]).Model[TextEvaluation.NatsName]);
        Assert.Equal("the cat", string.Concat(loaded.Generate("sat; ", options with { Stop = " sat" })));
        string rest = string.Concat(generator.Generate("the cat sat; ", new() { Length = 500 }));
        Assert.Equal(new TextPrediction("", "the cat sat; ", rest), generator.Predict("the cat sat; ", threads: 1));
        Assert.Equal(
            [("the cat sat; ", rest), ("cat", generator.Predict("cat").Text)],
            generator.Predict(TextPairReader.OfSources(["the cat sat; ", "cat"], TextTableReader.LineName))
                .Select(text => (text.Prompt, text.Text)));
        CancellationToken stopped = new(canceled: true);
        Assert.Throws<OperationCanceledException>(() => generator.Predict("cat", cancellationToken: stopped));
    }

    [Fact]
    public void A_recurrent_layer_that_ends_a_network_of_text_gives_no_last_state()
    {
        const string Text = "name: text\ntask: generate\ndata: {file: text.txt, format: text}\nstream: {length: 100}\n" +
            "model: [{embedding: {output-dim: 4}}, {lstm: 4}, dense]\ntrain: {epochs: 1, batch-size: 4}\n";
        TrainingRun run = Small(RecipeReader.Parse(Text, "text.yaml")).Fit(string.Concat(Enumerable.Repeat("the cat sat; ", 200)));

        Assert.True(run.Test.Comparison.IsBeaten);
        Assert.DoesNotContain(run.LikelyCauses, cause => cause.Contains("last state", StringComparison.Ordinal));
    }

    [Fact]
    public void Words_are_generated_with_the_blanks_of_running_text()
    {
        string text = string.Concat(Enumerable.Repeat("He said: \"no\", and she said yes.\n", 120));
        TextGenerator generator = Small(Recipe("word"));

        TrainingRun run = generator.Fit(text);

        Assert.InRange(run.Test.Model["perplexity"], 1, 1.2);
        string generated = string.Concat(generator.Generate("He said:", new() { Length = 9, Sampler = new() { Temperature = 0 } }));
        Assert.Equal(" \" no \", and she said yes.", generated);
        Assert.Equal("words", run.Parts[0].Unit);
    }

    [Fact]
    public void Sub_words_are_generated_as_the_text_has_them()
    {
        string text = string.Concat(Enumerable.Repeat("He said:  \"no\", and she said yes.\n", 120));
        TextGenerator generator = Small(Recipe("subword"));

        TrainingRun run = generator.Fit(text);

        string generated = string.Concat(generator.Generate("He said:", new() { Length = 7, Sampler = new() { Temperature = 0 } }));
        Assert.StartsWith("  \"no\", and", generated, StringComparison.Ordinal);
        Assert.Equal("sub-words", run.Parts[0].Unit);
        Assert.Equal("subword", run.Learned.Facts()["unit"]!.GetValue<string>());
    }

    [Fact]
    public void Scores_in_streams_are_those_of_reading_each_token_with_all_before()
    {
        RandomStream random = new(3);
        string text = string.Concat(Enumerable.Range(0, 3000).Select(_ => "abcd\n"[random.NextInt32(5)]));
        TextGenerator generator = Small(Recipe("character", epochs: 1));
        generator.Fit(text);
        Model network = generator.Networks[0];
        Tokenizer tokenizer = ((LearnedGeneration)generator.Learned).Tokenizer;
        TextPart part = TextPart.Of(text[..900], tokenizer, null);

        TokenScores scores = TextScoring.Score(part, new Ensemble([network]), 400, 1);

        using Predictor predictor = new(network);
        StreamingPredictor stream = predictor.CreateStream();
        float[] logits = new float[stream.OutputLength];
        Assert.True(float.IsNaN(scores.LogProbabilities[0]));
        for (int place = 1; place < part.Codes.Length; place++)
        {
            stream.Step([part.Codes[place - 1]], logits);
            double sum = Math.Log(logits.Sum(logit => Math.Exp(logit)));
            Assert.InRange(logits[part.Codes[place]] - sum - scores.LogProbabilities[place], -1e-4, 1e-4);
            Assert.Equal(Array.IndexOf(logits, logits.Max()), scores.Guesses[place]);
        }
    }

    [Fact]
    public void Training_goes_through_the_text_in_its_order_with_the_last_part_held_out()
    {
        string text = string.Concat(Enumerable.Range(0, 4000).Select(i => (char)('a' + (i / 400))));
        TextGenerator generator = Small(Recipe("character"));

        TaskPlan plan = generator.Plan(TextFileReader.Of(text));

        Assert.Equal([2800, 600, 600], plan.Parts.Select(part => part.Samples));
        SampleSource samples = plan.Training(generator.Networks[0]);
        Assert.Equal(0, samples.Count % 8);
        Assert.True(plan.IsOrdered);

        // The training part has a to g alone: embedding and head know these, padding and the unknown token.
        Assert.Equal(9, generator.Networks[0].OutputShape.Features);
        Assert.All(generator.Networks[0].Layers.OfType<RecurrentLayer>(), layer => Assert.True(layer.Stateful));
    }

    [Theory]
    [InlineData(24, 8, 5)]
    [InlineData(25, 3, 4)]
    [InlineData(4, 8, 100)]
    public void A_validation_part_is_looked_at_whole_and_each_token_once(int tokens, int streams, int length)
    {
        WholeStreams source = new([.. Enumerable.Range(0, tokens)], new(streams, length));
        int[] batch = [.. Enumerable.Range(0, source.Count)];
        float[] inputs = new float[source.Count * length], targets = new float[source.Count * length];
        float[] weights = new float[source.Count * length];
        source.CopyInputs(batch, new TimeMajorSpan(inputs, length, source.Count, 1));
        source.CopyTargets(batch, new TimeMajorSpan(targets, length, source.Count, 1));
        source.CopyWeights(0, batch, weights);

        Assert.Equal(0, source.Count % streams);
        Assert.Equal(Enumerable.Range(0, tokens - 1), inputs.Where((_, i) => weights[i] == 1).Order().Select(code => (int)code));
        Assert.All(Enumerable.Range(0, inputs.Length), i => Assert.Equal(weights[i] * (inputs[i] + 1), targets[i]));

        // A stream's next batch goes on where it was.
        for (int sample = streams; sample < source.Count; sample++)
        {
            int last = ((length - 1) * source.Count) + sample - streams;
            Assert.True(weights[sample] == 0 || inputs[sample] == inputs[last] + 1);
        }
    }

    [Fact]
    public void Lines_are_generated_one_by_one_and_counted_as_valid_and_novel()
    {
        RandomStream random = new(5);
        string[] starts = ["an", "be", "ko", "ri", "tu"], ends = ["da", "lo", "mi", "sen"];
        string[] names = [.. Enumerable.Range(0, 400).Select(
            _ => starts[random.NextInt32(5)] + starts[random.NextInt32(5)] + ends[random.NextInt32(4)])];
        TextGenerator generator = Small(RecipeReader.Parse(
            """
            name: names
            task: generate
            data: {file: names.txt, format: lines}
            stream: {length: 20, valid: "^[a-z]{6,7}$"}
            split: {by: group, train: 0.8, validation: 0.1, test: 0.1}
            model: [{embedding: {output-dim: 8}}, {lstm: 32}, dense]
            train: {epochs: 40, batch-size: 8, learning-rate: 0.01}
            """, "names.yaml"));

        TrainingRun run = generator.Fit(TextFileReader.OfLines(names));

        LineStatistics lines = ((TextEvaluation)run.Test).Lines!;
        Assert.InRange(lines.Validity, 0.8, 1);
        Assert.InRange(lines.Novelty, 0, 0.9);
        Assert.InRange(lines.Novel, lines.Generated.Count(line => !names.Contains(line)), lines.Generated.Count);
        string[] generated = [.. generator.GenerateTexts("ko", new() { Count = 5 }).Select(pieces => string.Concat(pieces))];
        Assert.Equal(5, generated.Length);
        Assert.All(generated, line => Assert.DoesNotContain('\n', line));
    }

    private static TextGenerator Small(Recipe recipe) => TextGenerator.Create(recipe);

    [Theory]
    [InlineData(new float[] { 1000, 0, -1000 }, new float[] { 1, 0, 0 })]
    [InlineData(new float[] { 300, 300, 0 }, new float[] { 0.5f, 0.5f, 0 })]
    [InlineData(new float[] { 0, 0, 0, 0 }, new float[] { 0.25f, 0.25f, 0.25f, 0.25f })]
    public void Logits_of_any_size_have_probabilities(float[] logits, float[] expected)
    {
        float[] probabilities = new float[logits.Length];
        TokenProbabilities.OfLogits(logits, probabilities);
        Assert.Equal(expected, probabilities);
    }

    [Fact]
    public void A_network_of_large_logits_is_judged_and_generates()
    {
        Recipe recipe = Recipe("character", epochs: 1);
        TextGenerator generator = Small(recipe with { Train = recipe.Train with { LearningRate = 1e6f } });

        TrainingRun run = generator.Fit(string.Concat(Enumerable.Repeat("the cat sat; ", 200)));

        Assert.InRange(run.Test.Model["accuracy"], 0, 1);
        Assert.NotEmpty(string.Concat(generator.Generate("cat", new() { Length = 3 })));
    }

    private static Recipe Recipe(string unit, int epochs = 30) => RecipeReader.Parse(
        $$$"""
        name: small
        task: generate
        data: {file: small.txt, format: text}
        prepare: {steps: [tokenize: {unit: {{{unit}}}}]}
        stream: {length: 20}
        model: [{embedding: {output-dim: 8}}, {lstm: 24}, dense]
        train: {epochs: {{{epochs}}}, batch-size: 8, learning-rate: 0.02}
        """, "small.yaml");
}
