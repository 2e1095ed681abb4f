namespace Unroll.Series.Preparing;

/// <summary>Statistics and window of a rolling step.</summary>
public readonly record struct RollingOptions
{
    /// <summary>The columns; null for all columns of numbers.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Mean, standard deviation, minimum, maximum, sum, median or count; the mean unless given.</summary>
    public IReadOnlyList<Statistic>? Statistics { get; init; }

    /// <summary>Length of the window in rows, the row itself among them; 0 where <see cref="Span"/> is given.</summary>
    public int Rows { get; init; }

    /// <summary>Length of the window in time: stamps after t − span up to t. Zero where <see cref="Rows"/> is given.</summary>
    public TimeSpan Span { get; init; }

    /// <summary>
    /// Whether the row is in the middle of its window, not at its end: k rows are (k − 1) / 2 before it, itself, and k / 2 behind; a span
    /// is half before and half behind. It looks ahead.
    /// </summary>
    public bool Centered { get; init; }

    /// <summary>The fewest known values for a statistic, which is missing below; 1 unless given.</summary>
    public int MinCount { get; init; }
}
