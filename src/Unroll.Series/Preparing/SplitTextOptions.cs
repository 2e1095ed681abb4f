namespace Unroll.Series.Preparing;

/// <summary>The tokens that a <see cref="SplitTextStep"/> makes of texts; <c>default</c> takes the words of all columns of texts.</summary>
public readonly record struct SplitTextOptions
{
    /// <summary>The columns of texts; null for all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The unit of tokens; words unless given, and not <see cref="TokenUnit.Row"/>.</summary>
    public TokenUnit Unit { get; init; }

    /// <summary>Whether texts are put in lower case first.</summary>
    public bool LowerCase { get; init; }
}
