namespace Unroll.Series.Preparing;

/// <summary>The detection and treatment of outliers.</summary>
public readonly record struct ClipOptions
{
    /// <summary>The columns; null for all columns of numbers.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The method of detection; Hampel's identifier unless given.</summary>
    public ClipMethod Method { get; init; }

    /// <summary>The threshold in scaled median absolute deviations or standard deviations; 3 where it is 0.</summary>
    public double Threshold { get; init; }

    /// <summary>
    /// Hampel: length of the window in rows, the row itself among them; 25 where neither it nor <see cref="Span"/> is given.
    /// </summary>
    public int Rows { get; init; }

    /// <summary>Hampel: length of the window in time.</summary>
    public TimeSpan Span { get; init; }

    /// <summary>Hampel: whether the row is in the middle of its window, not at its end. It looks ahead.</summary>
    public bool Centered { get; init; }

    /// <summary>Quantile: the lower quantile's level; 0.001 where both are 0.</summary>
    public double Lower { get; init; }

    /// <summary>Quantile: the upper quantile's level; 0.999 where both are 0.</summary>
    public double Upper { get; init; }

    /// <summary>Whether outliers become missing; they are clipped to the nearest limit unless given.</summary>
    public bool ToMissing { get; init; }

    /// <summary>Whether limits are fitted on each series apart; on all series together unless given.</summary>
    public bool PerSeries { get; init; }
}
