namespace Unroll.Series.Preparing;

/// <summary>Which columns are also wanted late, and how late.</summary>
public readonly record struct LagOptions
{
    /// <summary>The columns; null for all columns of numbers.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>How many rows late, each at least 1 and counted from the row itself; 1 unless given.</summary>
    public IReadOnlyList<int>? Steps { get; init; }
}
