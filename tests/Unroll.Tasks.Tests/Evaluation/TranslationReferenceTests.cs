using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Tests.Evaluation;

/// <summary>BLEU and chrF beside those of sacrebleu, and edit distances beside what they are by hand.</summary>
public sealed class TranslationReferenceTests
{
    private static readonly AnalysisCase _bleu = AnalysisCase.Named("bleu");

    private static readonly string[] _hypotheses = _bleu.GivenTexts("hypotheses");
    private static readonly string[] _references = _bleu.GivenTexts("references");

    [Fact]
    public void Bleu_and_chrf_are_those_of_sacrebleu()
    {
        Assert.Equal(_bleu.Value("bleu"), Bleu.Of(_hypotheses, _references, tokenizes: false), 9);
        Assert.Equal(_bleu.Value("chrf"), ChrF.Of(_hypotheses, _references), 9);

        // Where words and signs stand apart already, cutting changes nothing.
        Assert.Equal(_bleu.Value("bleu"), Bleu.Of(_hypotheses, _references), 9);
    }

    [Fact]
    public void What_is_the_same_has_100_and_what_has_no_word_in_common_0()
    {
        Assert.Equal(100, Bleu.Of(_references, _references), 9);
        Assert.Equal(100, ChrF.Of(_references, _references), 9);
        Assert.Equal(0, Bleu.Of(["x y z w"], ["a b c d"]));
        Assert.Equal(0, ChrF.Of(["xyz"], ["abc"]));
    }

    [Fact]
    public void Texts_that_are_too_short_are_penalised()
    {
        // All n-grams are right; six words stand for nine.
        Assert.Equal(100 * Math.Exp(1 - (9 / 6.0)), Bleu.Of(["a b c d e f"], ["a b c d e f g h i"], tokenizes: false), 9);
    }

    [Theory]
    [InlineData("Hello, world!", "Hello , world !")]
    [InlineData("It costs $3.50, or 1,000 in all.", "It costs $ 3.50 , or 1,000 in all .")]
    [InlineData("a well-known 3-4 match (of \"two\")", "a well-known 3 - 4 match ( of \" two \" )")]
    [InlineData("Q&amp;A don't stop-\nped", "Q & A don't stopped")]
    public void Texts_are_cut_as_mteval_v13a_does(string text, string words) => Assert.Equal(words, string.Join(' ', Bleu.Tokenize(text)));

    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "abc", 0)]
    [InlineData("ab", "ba", 2)]
    [InlineData("sunday", "saturday", 3)]
    public void Edit_distances_are_those_of_the_books(string first, string second, int distance)
    {
        Assert.Equal(distance, EditDistance.Of(first.ToCharArray(), second.ToCharArray()));
        Assert.Equal(distance, EditDistance.Of(second.ToCharArray(), first.ToCharArray()));
    }
}
