namespace Unroll.Series.Preparing;

/// <summary>
/// The tokens of a text, and the vocabulary that is kept of them; <c>default</c> takes all words of all columns of texts.
/// </summary>
public readonly record struct TokenizeOptions
{
    /// <summary>The columns of texts; null for all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The unit of tokens; words unless given.</summary>
    public TokenUnit Unit { get; init; }

    /// <summary>Whether texts are put in lower case first.</summary>
    public bool LowerCase { get; init; }

    /// <summary>The least number of times that a token occurs in the training part; rarer ones are unknown. 1 unless given.</summary>
    public int MinCount { get; init; }

    /// <summary>
    /// Sub-words in all, characters included: of <see cref="TokenUnit.Subword"/>; 4,000 unless given. More of them make shorter sequences.
    /// </summary>
    public int VocabularySize { get; init; }

    /// <summary>Tokens that are kept at most, the most frequent ones; 0 for all.</summary>
    public int MaxSize { get; init; }
}
