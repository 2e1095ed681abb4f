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
    [InlineData("temperature", null)]
    public void A_slip_and_a_beginning_are_understood(string given, string? meant)
    {
        string[] known = ["load", "train", "validation", "learning-rate"];

        Assert.Equal(meant, Suggestion.Nearest(given, known));
        Assert.Equal(meant is null ? "" : $" Did you mean '{meant}'?", Suggestion.Question(given, known));
    }
}
