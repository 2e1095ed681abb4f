namespace Unroll.Series.Preparing;

/// <summary>The trend to subtract.</summary>
public readonly record struct DetrendOptions
{
    /// <summary>The columns; null for all columns of numbers.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Degree of the polynomial in time: 0 for the mean, 1 for a line, 2 for a parabola; null for 1.</summary>
    public int? Degree { get; init; }
}
