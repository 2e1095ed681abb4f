namespace Unroll.Series.Reading;

/// <summary>The unit of tokens: characters or words.</summary>
public enum TextUnit
{
    /// <summary>
    /// Unicode code points (runes). Not the clusters that a reader sees as one character: there is no end of those, and which code points
    /// belong together changes with the version of Unicode, so that a saved vocabulary would cut the same text differently later.
    /// </summary>
    Character,

    /// <summary>
    /// Words: runs of letters, marks and digits, with apostrophes inside (<c>don't</c>). Each other code point is a token of its own, and
    /// so is each line feed; other white space only separates.
    /// </summary>
    Word,
}
