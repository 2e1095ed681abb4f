namespace Unroll.Series.Preparing;

/// <summary>The unit that the step <c>tokenize</c> cuts texts into.</summary>
public enum TokenUnit
{
    /// <summary>Words, and each other sign by itself: see <see cref="Reading.TextUnit.Word"/>.</summary>
    Word,

    /// <summary>Characters, as Unicode code points.</summary>
    Character,

    /// <summary>Pieces between blanks, for texts that are tokenised already.</summary>
    Blank,

    /// <summary>The whole text of a row, for tables of a word a row.</summary>
    Row,
}
