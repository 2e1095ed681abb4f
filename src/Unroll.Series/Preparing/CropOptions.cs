namespace Unroll.Series.Preparing;

/// <summary>The part of each series to keep.</summary>
public readonly record struct CropOptions
{
    /// <summary>Length in rows; 0 where <see cref="Span"/> is given.</summary>
    public int Rows { get; init; }

    /// <summary>Length in time: stamps before first + span, or after last − span. Zero where <see cref="Rows"/> is given.</summary>
    public TimeSpan Span { get; init; }

    /// <summary>Whether the last part is kept; the first unless given.</summary>
    public bool FromEnd { get; init; }
}
