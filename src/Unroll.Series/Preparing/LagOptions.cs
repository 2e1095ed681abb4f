namespace Unroll.Series.Preparing;

/// <summary>Columns and their lags.</summary>
public readonly record struct LagOptions
{
    /// <summary>The columns; null for all columns of numbers.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The lags in rows, each at least 1 and counted from the row itself; 1 unless given.</summary>
    public IReadOnlyList<int>? Steps { get; init; }
}
