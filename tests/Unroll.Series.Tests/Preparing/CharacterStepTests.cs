using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

public class CharacterStepTests
{
    private static readonly SeriesSet _words = Of("aab", "ba", "abcabcabc");

    [Fact]
    public void Characters_become_columns_of_codes_beside_the_words()
    {
        Preparation preparation = Fit(new CharacterStep(new() { Length = 4 }), new TokenizeStep(new() { Unit = TokenUnit.Row }));
        Frame frame = preparation.Transform(_words)[0].Frame;

        Assert.Equal(
            ["word", "word-character-1", "word-character-2", "word-character-3", "word-character-4"], preparation.ColumnNames);

        // a is most frequent, then b, then c: 2, 3 and 4; of a long word the first and the last two are kept.
        Assert.Equal([2.0, 2, 3, 0], Row(frame, 0));
        Assert.Equal([3.0, 2, 0, 0], Row(frame, 1));
        Assert.Equal([2.0, 3, 3, 4], Row(frame, 2));
        Assert.Equal(3 + 2, preparation.VocabularySizes["word-character-1"]);
        Assert.Equal(3 + 2, preparation.VocabularySizes["word"]);

        // An unknown character is 1, also where it takes two units of UTF-16; a missing word has none.
        Frame others = preparation.Transform(Of("a\U0001F600b", ""))[0].Frame;
        Assert.Equal([2.0, 1, 3, 0], Row(others, 0));
        Assert.Equal([0.0, 0, 0, 0], Row(others, 1));
    }

    [Fact]
    public void It_stands_before_what_makes_codes_of_the_words()
    {
        InputException error = Assert.Throws<InputException>(
            () => Fit(new TokenizeStep(new() { Unit = TokenUnit.Row }), new CharacterStep(new() { Columns = ["word"] })));
        Assert.Contains("Put it before", error.Message, StringComparison.Ordinal);
    }

    private static Preparation Fit(params PreparingStep[] steps) =>
        Preparation.Fit(steps, _words, new PreparationOptions { Use = SeriesUse.Whole });

    private static SeriesSet Of(params string[] words)
    {
        string[] texts = [.. words.Distinct()];
        Frame frame = new(
            TimeIndex.Numbered(words.Length), ["word"],
            [[.. words.Select(word => word.Length == 0 ? double.NaN : Array.IndexOf(texts, word))]]);
        return SeriesSet.Of(frame.WithCategories("word", texts));
    }

    private static double[] Row(Frame frame, int row) =>
        [.. Enumerable.Range(1, 4).Select(number => frame.Column($"word-character-{number}")[row])];
}
