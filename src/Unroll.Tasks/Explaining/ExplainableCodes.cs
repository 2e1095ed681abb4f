namespace Unroll.Tasks.Explaining;

/// <summary>A text as a generator reads it, to look inside it.</summary>
/// <param name="Codes">The code of each token.</param>
/// <param name="Vocabulary">The token of each code, as it is shown.</param>
/// <param name="AreWords">Whether tokens are words rather than characters.</param>
public sealed record ExplainableCodes(IReadOnlyList<int> Codes, IReadOnlyList<string> Vocabulary, bool AreWords)
{
    /// <summary>The codes that are read before a text, so that the states are as in the middle of a longer one.</summary>
    public IReadOnlyList<int> Lead { get; init; } = [];

    /// <summary>
    /// The tokens that are a prompt, of which it is explained what follows. Default: all; of a list of lines all but the last line's end.
    /// </summary>
    public int PromptLength { get; init; } = Codes.Count;

    /// <summary>The first code that is a token of a text, rather than padding or unknown.</summary>
    public int FirstToken { get; init; }
}
