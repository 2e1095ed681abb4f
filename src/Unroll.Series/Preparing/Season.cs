namespace Unroll.Series.Preparing;

/// <summary>A seasonal period: a day, a week, a year, a span of time, or a number of rows.</summary>
public readonly record struct Season
{
    private const double DaysPerYear = 365.2425;

    private Season(SeasonKind kind, long length)
    {
        Kind = kind;
        Length = length;
    }

    /// <summary>The kind of period.</summary>
    public SeasonKind Kind { get; }

    /// <summary>A day, from midnight.</summary>
    public static Season Day => new(SeasonKind.Day, TimeSpan.TicksPerDay);

    /// <summary>A week, from Monday.</summary>
    public static Season Week => new(SeasonKind.Week, 7 * TimeSpan.TicksPerDay);

    /// <summary>A calendar year.</summary>
    public static Season Year => new(SeasonKind.Year, (long)(DaysPerYear * TimeSpan.TicksPerDay));

    /// <summary>Ticks of a season, or its rows.</summary>
    internal long Length { get; }

    /// <summary>A span of time.</summary>
    /// <param name="span">Its length, above 0.</param>
    /// <exception cref="InputException">The span is not positive.</exception>
    public static Season Of(TimeSpan span) => span > TimeSpan.Zero
        ? new(SeasonKind.Span, span.Ticks)
        : throw new InputException($"A season lasts {span}, but must last longer than nothing.");

    /// <summary>A number of rows.</summary>
    /// <param name="rows">At least 2.</param>
    /// <exception cref="InputException">There are fewer.</exception>
    public static Season Rows(int rows) => rows >= 2
        ? new(SeasonKind.Rows, rows)
        : throw new InputException($"A season has {CountFormatter.Format(rows, "rows")}, but one of fewer than 2 rows has no course.");

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        SeasonKind.None => "none",
        SeasonKind.Day => "day",
        SeasonKind.Week => "week",
        SeasonKind.Year => "year",
        SeasonKind.Span => TimeSpanFormatter.Format(new TimeSpan(Length)),
        _ => CountFormatter.Format(Length, "rows"),
    };
}
