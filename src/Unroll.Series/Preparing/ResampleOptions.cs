namespace Unroll.Series.Preparing;

/// <summary>Interval and aggregation of resampling.</summary>
public readonly record struct ResampleOptions
{
    /// <summary>
    /// The interval, counted from midnight before Monday, 1 January of the year 1; zero where <see cref="Calendar"/> is given.
    /// </summary>
    public TimeSpan Every { get; init; }

    /// <summary>A part of the calendar; none where <see cref="Every"/> is given.</summary>
    public CalendarPeriod Calendar { get; init; }

    /// <summary>
    /// The statistic that aggregates the rows of an interval; their mean unless given. Categorical columns take the last.
    /// </summary>
    public Statistic Method { get; init; }

    /// <summary>Statistics of columns that differ from <see cref="Method"/>, by name; none unless given.</summary>
    public IReadOnlyDictionary<string, Statistic>? Methods { get; init; }

    /// <summary>Whether intervals are counted from the first row of each series, as the hours of a stay.</summary>
    public bool FromStart { get; init; }

    /// <summary>Whether a row at the border of two intervals belongs to the earlier one; to the later one unless given.</summary>
    public bool ClosedRight { get; init; }

    /// <summary>Whether an interval bears the stamp of its end; that of its beginning unless given.</summary>
    public bool LabelRight { get; init; }

    /// <summary>
    /// Whether an interval without rows is left out, so that weekends and nights are not invented; it is a row of missing values unless
    /// given.
    /// </summary>
    public bool SkipEmpty { get; init; }

    /// <summary>
    /// The treatment of the first and the last interval where rows cover only a part of them. They are left out unless given where a column
    /// is aggregated by its sum or its count, and kept elsewhere.
    /// </summary>
    public PartialIntervals Partial { get; init; }

    /// <summary>
    /// The filling of new rows where the interval is shorter than that of the series; such an interval is refused unless it is given.
    /// </summary>
    public UpsampleMethod Upsample { get; init; }
}
