using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

public class TokenizeStepTests
{
    [Fact]
    public void Words_are_numbered_by_their_frequency_behind_padding_and_the_unknown()
    {
        FittedStep step = Fit(new() { LowerCase = true }, "The cat, the dog", "the cat");

        // the 3 times, cat twice, then a comma and the dog.
        Assert.Equal([2, 3, 4, 2, 5], Codes(step, "the Cat, THE dog"));
        Assert.Equal([2, 1], Codes(step, "the bird"));
        Assert.Equal([1], Codes(step, ""));
    }

    [Theory]
    [InlineData(TokenUnit.Word, "it's a-b", 4)]
    [InlineData(TokenUnit.Character, "a😀b", 3)]
    [InlineData(TokenUnit.Blank, " it's  a-b ", 2)]
    [InlineData(TokenUnit.Row, "it's a-b", 1)]
    public void Units_cut_texts_apart(TokenUnit unit, string text, int tokens) =>
        Assert.Equal(tokens, Codes(Fit(new() { Unit = unit }, text), text).Length);

    [Fact]
    public void Rare_tokens_and_those_beyond_the_size_are_unknown()
    {
        FittedStep counted = Fit(new() { MinCount = 2 }, "a a b b c");
        FittedStep bounded = Fit(new() { MaxSize = 1 }, "a a b b c");

        Assert.Equal([2, 3, 1], Codes(counted, "a b c"));
        Assert.Equal([2, 1, 1], Codes(bounded, "a b c"));
    }

    [Fact]
    public void A_saved_step_gives_the_same_codes()
    {
        FittedStep step = Fit(new() { Unit = TokenUnit.Character, LowerCase = true }, "Grüße");

        FittedStep restored = FittedStep.Restore(step.ToJson());

        Assert.Equal(Codes(step, "grüßen"), Codes(restored, "grüßen"));
    }

    [Fact]
    public void A_vocabulary_without_tokens_is_refused()
    {
        InputException error = Assert.Throws<InputException>(() => Fit(new() { MinCount = 3 }, "a b"));

        Assert.Contains("occurs 3 times: give texts, or lower min-count", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_size_of_the_vocabulary_is_told_for_embeddings()
    {
        Preparation preparation = Preparation.Fit([new TokenizeStep()], Set("a b c"), new() { Use = SeriesUse.Whole });

        Assert.Equal(5, preparation.VocabularySizes["text"]);
    }

    private static FittedStep Fit(TokenizeOptions options, params string[] texts) => new TokenizeStep(options).Fit(Set(texts));

    private static double[] Codes(FittedStep step, string text) => step.Transform(Set(text)[0].Frame, "1").Column("text").ToArray();

    private static SeriesSet Set(params string[] texts) => new(
        [.. texts.Select((text, i) => new SeriesItem(
            $"{i}", new Frame(TimeIndex.Numbered(1), ["text"], [new double[1]]).WithCategories("text", [text])))]);
}
