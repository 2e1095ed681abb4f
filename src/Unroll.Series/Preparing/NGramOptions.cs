namespace Unroll.Series.Preparing;

/// <summary>The n-grams that an <see cref="NGramStep"/> adds; <c>default</c> takes the pairs of all columns of texts.</summary>
public readonly record struct NGramOptions
{
    /// <summary>The columns of texts; null for all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Numbers of tokens that follow one another, from 2; null for 2 alone.</summary>
    public IReadOnlyList<int>? Lengths { get; init; }
}
