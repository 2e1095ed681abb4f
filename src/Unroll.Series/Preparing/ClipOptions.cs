namespace Unroll.Series.Preparing;

/// <summary>Which values are too far out, and what becomes of them.</summary>
public readonly record struct ClipOptions
{
    /// <summary>The columns; null for all columns of numbers.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>How they are told; by Hampel's identifier unless given.</summary>
    public ClipMethod Method { get; init; }

    /// <summary>How many scaled median distances or standard deviations are too far; 3 where it is 0.</summary>
    public double Threshold { get; init; }

    /// <summary>
    /// Hampel: length of the window in rows, the row itself among them; 25 where neither it nor <see cref="Span"/> is given.
    /// </summary>
    public int Rows { get; init; }

    /// <summary>Hampel: length of the window in time.</summary>
    public TimeSpan Span { get; init; }

    /// <summary>Hampel: whether the row is in the middle of its window, not at its end. It looks ahead.</summary>
    public bool Centred { get; init; }

    /// <summary>Quantile: the lower share; 0.001 where both are 0.</summary>
    public double Lower { get; init; }

    /// <summary>Quantile: the upper share; 0.999 where both are 0.</summary>
    public double Upper { get; init; }

    /// <summary>Whether they become missing; they become the nearest value that is not too far unless given.</summary>
    public bool ToMissing { get; init; }

    /// <summary>Whether limits are learned of each series apart; of all series together unless given.</summary>
    public bool PerSeries { get; init; }
}
