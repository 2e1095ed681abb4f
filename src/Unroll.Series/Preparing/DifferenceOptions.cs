namespace Unroll.Series.Preparing;

/// <summary>Lag and order of differencing.</summary>
public readonly record struct DifferenceOptions
{
    /// <summary>The columns; null for all columns of numbers.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The lag in rows: 1, or the rows of a season; 1 where it is 0.</summary>
    public int Lag { get; init; }

    /// <summary>The order: how many times differences are taken; 1 where it is 0.</summary>
    public int Order { get; init; }
}
