namespace Unroll.Series.Reading;

/// <summary>What to read of a CSV file; <c>default</c> finds everything by itself.</summary>
public readonly record struct CsvFrameOptions
{
    /// <summary>The column with the time stamps. Default: found by its name (date, time, timestamp, …) or its content.</summary>
    public string? TimeColumn { get; init; }

    /// <summary>The columns with values. Default: all but the time column; each must then be numbers throughout.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The character between cells. Default: comma, semicolon or tab, whichever the first line has most of.</summary>
    public char? Delimiter { get; init; }
}
