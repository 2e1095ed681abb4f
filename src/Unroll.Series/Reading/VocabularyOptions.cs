namespace Unroll.Series.Reading;

/// <summary>The tokens of a vocabulary; <c>default</c> takes all of them.</summary>
public readonly record struct VocabularyOptions
{
    /// <summary>The least frequency of a token in the training part. Default: 1.</summary>
    public int MinCount { get; init; }

    /// <summary>The greatest size, the unknown token included; the rarest tokens are left out. Default: no bound.</summary>
    public int? MaxSize { get; init; }

    /// <summary>
    /// The token that stands for all that are not in the vocabulary, with code 0. Default: none, so that a token which the training part
    /// does not have is refused; needed where tokens are left out.
    /// </summary>
    public string? UnknownToken { get; init; }
}
