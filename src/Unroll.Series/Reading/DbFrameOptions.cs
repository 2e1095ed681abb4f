namespace Unroll.Series.Reading;

/// <summary>The roles of a query's columns; <c>default</c> detects everything.</summary>
public readonly record struct DbFrameOptions
{
    /// <summary>
    /// The column with the time stamps. Default: found by its name (date, time, timestamp, …), else the first of a date or timestamp type,
    /// else the
    /// first of texts that are dates; where there is none, rows are numbered in the order that the query gives them.
    /// </summary>
    public string? TimeColumn { get; init; }

    /// <summary>
    /// The format of stamps that are texts or numbers: a .NET format such as <c>dd/MM/yyyy HH:mm</c>, or <c>unix-s</c>, <c>unix-ms</c>,
    /// <c>unix-us</c>, <c>unix-ns</c> (time since 1970 in UTC). Default: ISO 8601, or a count since 1970 by its number of digits.
    /// </summary>
    public string? DateFormat { get; init; }

    /// <summary>
    /// IANA name of the time zone of the series, such as <c>Europe/Berlin</c>: timestamps without an offset are its local times, and those
    /// that are moments, as <c>timestamptz</c> and <c>datetimeoffset</c>, stay so. Default: none; moments are in UTC.
    /// </summary>
    public string? TimeZone { get; init; }

    /// <summary>The columns with values, in this order. Default: all others.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The columns that together identify series. Default: none, so that there is one series.</summary>
    public IReadOnlyList<string>? IdColumns { get; init; }

    /// <summary>Static covariates, columns of numbers. Default: none.</summary>
    public IReadOnlyList<string>? StaticColumns { get; init; }

    /// <summary>The column with the class label of a series. Default: none.</summary>
    public string? ClassColumn { get; init; }

    /// <summary>
    /// Whether rows without a column of times are refused, for queries whose rows have no order. Default: they are numbered.
    /// </summary>
    public bool RequireTime { get; init; }

    /// <summary>Ends the reading between two rows. Default: it is read to its end.</summary>
    public CancellationToken CancellationToken { get; init; }
}
