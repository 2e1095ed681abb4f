namespace Unroll.Series.Preparing;

/// <summary>
/// The columns and the number of characters of a <see cref="CharacterStep"/>; <c>default</c> takes 16 of all columns of texts.
/// </summary>
public readonly record struct CharacterOptions
{
    /// <summary>Characters where none are given.</summary>
    public const int DefaultLength = 16;

    /// <summary>The columns of texts; null for all.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Characters of each text, at least 2; 16 unless given.</summary>
    public int Length { get; init; }
}
