namespace Unroll.Series.Preparing;

/// <summary>The kind of a seasonal period.</summary>
public enum SeasonKind
{
    /// <summary>No season.</summary>
    None,

    /// <summary>A day, from midnight.</summary>
    Day,

    /// <summary>A week, from Monday.</summary>
    Week,

    /// <summary>A calendar year of 365 or 366 days.</summary>
    Year,

    /// <summary>A span of time, counted from midnight before Monday, 1 January of the year 1.</summary>
    Span,

    /// <summary>A number of rows at the regular step of the stamps, or of numbered rows.</summary>
    Rows,
}
