namespace Unroll.Series.Preparing;

/// <summary>The affixes that an <see cref="AffixStep"/> adds; <c>default</c> takes 1 to 4 characters of all columns of texts.</summary>
public readonly record struct AffixOptions
{
    /// <summary>The columns of texts; null for all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Lengths of prefixes and suffixes in characters, from 1; null for 1 to 4.</summary>
    public IReadOnlyList<int>? Lengths { get; init; }
}
