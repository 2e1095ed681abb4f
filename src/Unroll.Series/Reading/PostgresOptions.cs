namespace Unroll.Series.Reading;

/// <summary>What the columns of a query are; <c>default</c> finds everything by itself.</summary>
public readonly record struct PostgresOptions
{
    /// <summary>
    /// The column with the time stamps. Default: found by its name (date, time, timestamp, …), else the first of a date or timestamp type; where
    /// there is none, rows are numbered in the order that the query gives them.
    /// </summary>
    public string? TimeColumn { get; init; }

    /// <summary>The columns with values, in this order. Default: all others.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The column that tells series apart. Default: none, so that there is one series.</summary>
    public string? IdColumn { get; init; }

    /// <summary>Columns with numbers that do not change over the time of a series. Default: none.</summary>
    public IReadOnlyList<string>? StaticColumns { get; init; }

    /// <summary>The column with the class of a series. Default: none.</summary>
    public string? ClassColumn { get; init; }

    /// <summary>Reads rows without COPY, for servers that speak PostgreSQL's protocol but lack it. Default: with COPY, which is faster.</summary>
    public bool WithoutCopy { get; init; }

    /// <summary>Gives the value of an environment variable that the address names as <c>${NAME}</c>. Default: that of this process.</summary>
    public Func<string, string?>? Variable { get; init; }
}
