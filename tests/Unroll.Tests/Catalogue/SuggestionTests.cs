using Unroll.Catalogue;

namespace Unroll.Tests.Catalogue;

/// <summary>What may be meant by a name that is not known.</summary>
public sealed class SuggestionTests
{
    [Theory]
    [InlineData("laod", "load")]
    [InlineData("lod", "load")]
    [InlineData("val", "validation")]
    [InlineData("learningRate", "learning-rate")]
    [InlineData("va", null)]
    [InlineData("--laod", "load")]
    [InlineData("temperature", null)]
    public void A_slip_and_a_beginning_are_understood(string given, string? meant)
    {
        string[] known = ["load", "train", "validation", "learning-rate"];

        Assert.Equal(meant, Suggestion.Nearest(given, known));
        Assert.Equal(meant is null ? "" : $" Did you mean '{meant}'?", Suggestion.Question(given, known));
    }

    [Theory]
    [InlineData("x", "y")]
    [InlineData("---", "--seed")]
    [InlineData("-x", "--by")]
    [InlineData("xx", "y")]
    public void A_name_without_a_letter_of_the_given_one_is_not_meant(string given, string known) =>
        Assert.Null(Suggestion.Nearest(given, [known]));

    [Theory]
    [InlineData("mul", "multiply")]
    [InlineData("ave", "average")]
    [InlineData("concat", "concatenate")]
    [InlineData("sun", "sum")]
    public void A_beginning_is_meant_rather_than_another_name_two_letters_away(string given, string meant) =>
        Assert.Equal(meant, Suggestion.Nearest(given, ["sum", "multiply", "average", "concatenate"]));

    [Theory]
    [InlineData("merge", "merge-mode")]
    [InlineData("reduce_lr_on_plateau", "reduce-learning-rate-on-plateau")]
    [InlineData("restore-best", "restore-best-weights")]
    [InlineData("hidden_size", "units")]
    [InlineData("output_chunk_length", "horizon")]
    [InlineData("penalty", "alpha")]
    public void A_name_of_another_library_is_understood(string given, string meant)
    {
        string[] known = ["units", "merge-mode", "restore-best-weights", "reduce-learning-rate-on-plateau", "horizon", "alpha"];

        Assert.Equal(meant, Suggestion.Nearest(given, known));
        Assert.Null(Suggestion.Nearest(given, ["temperature"]));
    }
}
