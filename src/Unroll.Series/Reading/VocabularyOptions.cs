namespace Unroll.Series.Reading;

/// <summary>Which tokens a vocabulary has; <c>default</c> takes all of them.</summary>
public readonly record struct VocabularyOptions
{
    /// <summary>How often a token must stand in the training part. Default: once.</summary>
    public int MinimumCount { get; init; }

    /// <summary>How many tokens there are at most, the one for unknown ones among them; the rarest are left out. Default: no bound.</summary>
    public int? MaximumSize { get; init; }

    /// <summary>
    /// The token that stands for all that are not in the vocabulary, with code 0. Default: none, so that a token which the training part does
    /// not have is refused; needed where tokens are left out.
    /// </summary>
    public string? UnknownToken { get; init; }
}
