using System.Text.Json.Nodes;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Texts;

namespace Unroll.Series.Tests.Preparing;

/// <summary>Steps on the words of texts: their cutting into rows, n-grams and affixes.</summary>
public class WordStepTests
{
    private static readonly SeriesSet _texts = TextFileReader.OfLines(["To be or not to be", "", "to do"]);

    [Fact]
    public void Texts_become_rows_of_words_that_are_still_texts()
    {
        FittedStep split = new SplitTextStep(new() { LowerCase = true }).Fit(_texts);

        Assert.Equal(["to", "be", "or", "not", "to", "be"], Texts(split, 0, "text"));
        Assert.Equal([""], Texts(split, 1, "text"));
        Assert.Equal(["to", "do"], Texts(FittedStep.Restore(Saved(split)), 2, "text"));
    }

    [Fact]
    public void Ngrams_are_words_and_those_before_them()
    {
        SeriesSet words = Rows(_texts);
        FittedStep ngrams = new NGramStep(new() { Lengths = [2, 3] }).Fit(words);
        Frame frame = ngrams.Transform(words[0].Frame, "1");

        Assert.Equal(["text", "text-2-gram", "text-3-gram"], frame.ColumnNames);
        Assert.Equal([" to", "to be", "be or", "or not", "not to", "to be"], TextsOf(frame, "text-2-gram"));
        Assert.Equal(["  to", " to be", "to be or", "be or not", "or not to", "not to be"], TextsOf(frame, "text-3-gram"));
        Assert.Equal(["text-2-gram", "text-3-gram"], ngrams.MadeOf("text"));
        Assert.Equal(TextsOf(frame, "text-3-gram"),
            TextsOf(FittedStep.Restore(Saved(ngrams)).Transform(words[0].Frame, "1"), "text-3-gram"));
    }

    [Fact]
    public void Words_pairs_and_characters_are_codes_side_by_side()
    {
        Preparation preparation = Preparation.Fit(
            [
                new SplitTextStep(new() { LowerCase = true }),
                new NGramStep(),
                new CharacterStep(new() { Columns = ["text"], Length = 2 }),
                new TokenizeStep(new() { Columns = ["text"], Unit = TokenUnit.Row }),
                new TokenizeStep(new() { Columns = ["text-2-gram"], Unit = TokenUnit.Row, MinCount = 2 }),
            ],
            _texts, new PreparationOptions { Use = SeriesUse.Whole });
        Frame frame = preparation.Transform(_texts)[2].Frame;

        Assert.Equal(["text", "text-2-gram", "text-character-1", "text-character-2"], preparation.ColumnNames);

        // "to" is most frequent; its pair with the beginning of a text, and "to be", stand there twice.
        Assert.Equal(2, frame.Column("text")[0]);
        Assert.Equal(2, frame.Column("text-2-gram")[0]);
        Assert.Equal(Tokenizer.Unknown, frame.Column("text-2-gram")[1]);
        Assert.Equal(4, preparation.VocabularySizes["text-2-gram"]);
    }

    [Theory]
    [InlineData("Paris", "pa", "is", "Xx")]
    [InlineData("3.14", "3.", "14", "d.d")]
    [InlineData("McDonald's", "mc", "'s", "XxXx'x")]
    [InlineData("a", "a", "a", "x")]
    [InlineData("NATO", "na", "to", "X")]
    public void Affixes_and_shape_of_a_word(string word, string prefix, string suffix, string shape)
    {
        SeriesSet words = TextFileReader.OfLines([word]);
        FittedStep affixes = new AffixStep(new() { Lengths = [2] }).Fit(words);
        Frame frame = FittedStep.Restore(Saved(affixes)).Transform(words[0].Frame, "1");

        Assert.Equal(["text", "text-prefix-2", "text-suffix-2", "text-shape"], frame.ColumnNames);
        Assert.Equal([prefix], TextsOf(frame, "text-prefix-2"));
        Assert.Equal([suffix], TextsOf(frame, "text-suffix-2"));
        Assert.Equal([shape], TextsOf(frame, "text-shape"));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Contains("unit: row", Assert.Throws<InputException>(() => new SplitTextStep(new() { Unit = TokenUnit.Row })).Message,
            StringComparison.Ordinal);
        Assert.Contains("[1]", Assert.Throws<InputException>(() => new NGramStep(new() { Lengths = [1] })).Message,
            StringComparison.Ordinal);
        Assert.Contains("[2, 2]", Assert.Throws<InputException>(() => new AffixStep(new() { Lengths = [2, 2] })).Message,
            StringComparison.Ordinal);
        SeriesSet codes = SeriesSet.Of(new Frame(TimeIndex.Numbered(2), ["word"], [[2.0, 3]]));
        foreach (PreparingStep step in (PreparingStep[])
            [new SplitTextStep(new() { Columns = ["word"] }), new NGramStep(new() { Columns = ["word"] }),
                new AffixStep(new() { Columns = ["word"] })])
        {
            Assert.Contains("Put it before", Assert.Throws<InputException>(() => step.Fit(codes)).Message, StringComparison.Ordinal);
        }
    }

    private static JsonObject Saved(FittedStep step)
    {
        JsonObject json = step.ToJson();
        json["step"] = step.Name;
        return json;
    }

    private static SeriesSet Rows(SeriesSet texts)
    {
        FittedStep split = new SplitTextStep(new() { LowerCase = true }).Fit(texts);
        return texts.Map(item => split.Transform(item.Frame, item.Id));
    }

    private static string[] Texts(FittedStep step, int index, string column) =>
        TextsOf(step.Transform(_texts[index].Frame, "1"), column);

    private static string[] TextsOf(Frame frame, string column) =>
        [.. frame.Column(column).ToArray().Select(code => frame.Categories(column)![(int)code])];
}
