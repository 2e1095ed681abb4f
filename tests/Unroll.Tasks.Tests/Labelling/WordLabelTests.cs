using System.Text;
using Unroll.Layers;
using Unroll.Series.Frames;
using Unroll.Series.Reading;
using Unroll.Tasks.Labelling;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Tests.Labelling;

/// <summary>Words of sentences that are labelled by themselves and by their characters.</summary>
public sealed class WordLabelTests : IDisposable
{
    private const string Recipe = """
        name: words
        task: label
        data: {file: words.tsv, format: conll, channels: [word], target: tag}
        prepare:
          steps:
            - characters: {columns: word, length: 6}
            - tokenize: {columns: word, unit: row, min-count: 2}
        split: {by: order, train: 0.6, validation: 0.2, test: 0.2}
        model:
          - embedding: {output-dim: 8, from: input.word, name: words}
          - time-distributed:
              layer: {sequential: [{embedding: {output-dim: 6, mask-zero: true}}, {gru: 12}]}
              from: input.word-character
              name: spelling
          - concatenate: {from: [words, spelling]}
          - dense: {units: 3, activation: softmax}
        train: {epochs: 25, batch-size: 8, learning-rate: 0.02, seed: 1}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Words_that_were_never_seen_are_told_by_how_they_are_spelt()
    {
        SeriesSet sentences = Sentences(90, seed: 1);
        SequenceLabeller labeller = SequenceLabeller.Create(RecipeReader.Parse(Recipe, "words.yaml"));
        TrainingRun run = labeller.Fit(sentences);

        Assert.Equal(7, run.InputNames.Count);
        Assert.InRange(run.Test.Model["accuracy"], 0.97, 1);
        RunFolder.Write(_folder.In("run"), run, labeller);
        SequenceLabeller loaded = SequenceLabeller.Load(_folder.In("run"));
        SeriesSet unseen = Read("word\nxyzed\nqqqing\nvvvs\n");
        Assert.Equal(["past", "progress", "plural"], loaded.Predict(unseen)[0].Select(step => step.Predicted));
        Assert.StartsWith(
            "part,id,time,word,label,predicted,", File.ReadLines(_folder.In("run/predictions.csv")).First(), StringComparison.Ordinal);
        Assert.Equal("fixed", run.Test.Predictions.Rows.Last()[2]);

        // By the word alone, nothing is known of them.
        string without = Recipe.Edit("from: [words, spelling]", "from: [words, words]");
        int spelling = without.IndexOf("  - time-distributed", StringComparison.Ordinal);
        int end = without.IndexOf("  - concatenate", StringComparison.Ordinal);
        SequenceLabeller blind = SequenceLabeller.Create(RecipeReader.Parse(without.Remove(spelling, end - spelling), "words.yaml"));
        Assert.InRange(blind.Fit(sentences).Test.Model["accuracy"], 0.2, 0.6);
    }

    [Theory]
    [InlineData("from: input.word,", "from: input.wrod,", "no column \"wrod\"")]
    [InlineData("from: input.word-character", "from: input.character", "Its columns are: word, word-character-1")]
    [InlineData("{embedding: {output-dim: 6, mask-zero: true}}, {gru: 12}", "{gru: 12}", "field model[2]: ")]
    [InlineData("    - characters: {columns: word, length: 6}\n", "", "no column \"word-character\"")]
    public void A_branch_that_takes_what_is_not_there_is_told(string old, string replacement, string expected)
    {
        SequenceLabeller labeller = SequenceLabeller.Create(RecipeReader.Parse(Recipe.Edit(old, replacement), "words.yaml"));
        InputException error = Assert.ThrowsAny<InputException>(() => labeller.Plan(Sentences(20, seed: 1)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_of_the_input_and_sizes_of_their_vocabularies_are_found()
    {
        SequenceLabeller labeller = SequenceLabeller.Create(RecipeReader.Parse(Recipe, "words.yaml"));
        labeller.Plan(Sentences(40, seed: 1));
        NetworkInput input = labeller.Learned.Inputs[0];

        Assert.Equal((0, 1), input.Find("word"));
        Assert.Equal((1, 6), input.Find("word-character"));
        Assert.Equal((0, 0), input.Find("character"));
        Assert.Equal((0, 7), input.Find(null));
        Embedding words = (Embedding)labeller.Networks[0].Layers.Single(layer => layer.Name == "words");
        Assert.Equal(input.VocabularyOf("word"), words.Vocabulary);
        Assert.NotEqual(input.VocabularyOf("word"), input.VocabularyOf("word-character"));
        Assert.Null(input.Vocabulary);
    }

    /// <summary>Made-up words whose ending tells their label; half of them stand there once.</summary>
    private SeriesSet Sentences(int count, ulong seed)
    {
        RandomStream random = new(seed);
        (string Ending, string Tag)[] kinds = [("ed", "past"), ("ing", "progress"), ("s", "plural")];
        StringBuilder text = new("word\ttag\n");
        for (int sentence = 0; sentence < count; sentence++)
        {
            for (int word = 3 + random.NextInt32(4); word > 0; word--)
            {
                (string ending, string tag) = kinds[random.NextInt32(kinds.Length)];
                string stem = string.Concat(Enumerable.Range(0, 3).Select(_ => (char)('a' + random.NextInt32(26))));
                text.Append(stem).Append(ending).Append('\t').Append(tag).Append('\n');
            }

            text.Append("fixed\tpast\n\n");
        }

        return Read(text.ToString());
    }

    private SeriesSet Read(string text) => ConllReader.Read(_folder.Write("words.tsv", text), new()
    {
        Columns = text.StartsWith("word\ttag", StringComparison.Ordinal) ? ["word", "tag"] : ["word"],
    });
}
