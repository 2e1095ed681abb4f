namespace Unroll.Series.Preparing;

/// <summary>Windows and statistics of a window-feature step.</summary>
public readonly record struct WindowFeatureOptions
{
    /// <summary>The columns; null for all columns of numbers.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Length of a window in rows; 0 where <see cref="Span"/> is given.</summary>
    public int Rows { get; init; }

    /// <summary>Length of a window in time; zero where <see cref="Rows"/> is given.</summary>
    public TimeSpan Span { get; init; }

    /// <summary>
    /// Whether spans are counted from the first row of each series, as the hours of a stay; from midnight before Monday, 1 January of the
    /// year 1, unless given.
    /// </summary>
    public bool FromStart { get; init; }

    /// <summary>The statistics of each window: mean, standard deviation, minimum and maximum unless given.</summary>
    public IReadOnlyList<Statistic>? Statistics { get; init; }

    /// <summary>Whether a span without rows is left out; it is a row of missing values unless given.</summary>
    public bool SkipEmpty { get; init; }

    /// <summary>Whether a last window of fewer rows than the others is left out, where windows are of rows.</summary>
    public bool DropPartial { get; init; }
}
