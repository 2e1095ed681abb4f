namespace Unroll.Series.Preparing;

/// <summary>Which differences take the place of values.</summary>
public readonly record struct DifferenceOptions
{
    /// <summary>The columns; null for all columns of numbers.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Rows from a value to the one that is taken off it: 1, or the rows of a season; 1 where it is 0.</summary>
    public int Lag { get; init; }

    /// <summary>How many times differences are taken; 1 where it is 0.</summary>
    public int Order { get; init; }
}
