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

    /// <summary>
    /// Parts of words, frequent words whole, by byte-pair encoding of the training part: see <see cref="TokenizeOptions.VocabularySize"/>.
    /// </summary>
    Subword,

    /// <summary>The whole text of a row, for tables of a word a row.</summary>
    Row,
}
