namespace Unroll.Series.Reading;

/// <summary>The fields of a file of JSON lines; <c>default</c> detects everything.</summary>
public readonly record struct JsonLinesOptions
{
    /// <summary>
    /// The field with the time stamps. Default: found by its name (date, time, timestamp, …) or its content; where there is none, rows are
    /// numbered.
    /// </summary>
    public string? TimeColumn { get; init; }

    /// <summary>The fields with values, in this order; a field of a nested object as <c>outer.inner</c>. Default: all others.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>
    /// The fields that together identify series. Default: for a series a line id, item_id, series_id or unique_id, else the number of the
    /// series; for a row a line none, so that there is one series.
    /// </summary>
    public IReadOnlyList<string>? IdColumns { get; init; }

    /// <summary>
    /// Fields with numbers that do not change over the time of a series. Default: for a series a line all single numbers and the lists
    /// whose name
    /// begins with feat_static; for a row a line none.
    /// </summary>
    public IReadOnlyList<string>? StaticColumns { get; init; }

    /// <summary>The field with the class label of a series. Default: for a series a line label or class; for a row a line none.</summary>
    public string? ClassColumn { get; init; }

    /// <summary>The separator of the labels of a series, where a list names several, or none. Default: it has one class.</summary>
    public string? ClassSeparator { get; init; }

    /// <summary>
    /// IANA name of the time zone of the series, such as <c>Europe/Berlin</c>: stamps without an offset are its local times. Default: none;
    /// stamps are as they stand, and those with an offset in UTC.
    /// </summary>
    public string? TimeZone { get; init; }

    /// <summary>
    /// Texts and numbers that stand for a missing value, beside <c>null</c>. Default: those of CSV files
    /// (<see cref="CsvFrameOptions.MissingTexts"/>).
    /// </summary>
    public IReadOnlyList<string>? MissingTexts { get; init; }

    /// <summary>
    /// The interval of values where a line gives its start alone: D, H, 15min, M and the like. Default: the line's freq.
    /// </summary>
    public string? Frequency { get; init; }

    /// <summary>Ends the reading between two lines. Default: it is read to its end.</summary>
    public CancellationToken CancellationToken { get; init; }
}
