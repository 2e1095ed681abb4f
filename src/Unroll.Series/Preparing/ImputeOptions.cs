namespace Unroll.Series.Preparing;

/// <summary>How missing values are replaced.</summary>
public readonly record struct ImputeOptions
{
    /// <summary>The columns; null for all columns of numbers.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>By what; by the last known value unless given.</summary>
    public ImputeMethod Method { get; init; }

    /// <summary>The value of <see cref="ImputeMethod.Constant"/>.</summary>
    public double Value { get; init; }

    /// <summary>The season of <see cref="ImputeMethod.Seasonal"/> and <see cref="ImputeMethod.SeasonAgo"/>, which need one.</summary>
    public Season Season { get; init; }

    /// <summary>What becomes of values before the first known one; the mean of the training part unless given.</summary>
    public LeadingGap Leading { get; init; }

    /// <summary>
    /// How many values of a gap are replaced at most; 0 for all. The first so many of a longer gap are replaced and the others stay
    /// missing; by <see cref="ImputeMethod.Linear"/>, a longer gap stays wholly missing.
    /// </summary>
    public int Limit { get; init; }

    /// <summary>Whether a column <c>x-missing</c> tells where values were missing: 1 there, 0 elsewhere.</summary>
    public bool Mask { get; init; }

    /// <summary>Whether a column <c>x-since</c> tells the time from the last known value before a row to the row.</summary>
    public bool TimeSince { get; init; }

    /// <summary>
    /// The unit of that time; null for the median interval of the training part. Where rows are numbered, it is told in rows.
    /// </summary>
    public TimeSpan? Unit { get; init; }

    /// <summary>Whether means are learned of each series apart; of all series together unless given.</summary>
    public bool PerSeries { get; init; }
}
