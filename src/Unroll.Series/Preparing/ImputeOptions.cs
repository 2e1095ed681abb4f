namespace Unroll.Series.Preparing;

/// <summary>The imputation of missing values.</summary>
public readonly record struct ImputeOptions
{
    /// <summary>The columns; null for all columns of numbers.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The method; the last known value unless given.</summary>
    public ImputeMethod Method { get; init; }

    /// <summary>The value of <see cref="ImputeMethod.Constant"/>.</summary>
    public double Value { get; init; }

    /// <summary>The season of <see cref="ImputeMethod.Seasonal"/> and <see cref="ImputeMethod.SeasonAgo"/>, which need one.</summary>
    public Season Season { get; init; }

    /// <summary>The treatment of values before the first known one; the mean of the training part unless given.</summary>
    public LeadingGap Leading { get; init; }

    /// <summary>
    /// The most values of a gap to impute; 0 for all. The first ones of a longer gap are imputed and the others stay missing; with
    /// <see cref="ImputeMethod.Linear"/>, a longer gap stays wholly missing.
    /// </summary>
    public int Limit { get; init; }

    /// <summary>Whether to add a mask <c>x-missing</c>: 1 where the value was missing, 0 elsewhere.</summary>
    public bool Mask { get; init; }

    /// <summary>Whether to add a column <c>x-since</c>: the time from the last known value before a row to the row.</summary>
    public bool TimeSince { get; init; }

    /// <summary>
    /// The unit of that time; null for the median interval of the training part. Where rows are numbered, it is a number of rows.
    /// </summary>
    public TimeSpan? Unit { get; init; }

    /// <summary>Whether means are fitted on each series apart; on all series together unless given.</summary>
    public bool PerSeries { get; init; }
}
