namespace Unroll.Series.Reading;

/// <summary>The columns and format of a CSV file; <c>default</c> detects everything.</summary>
public readonly record struct CsvFrameOptions
{
    /// <summary>
    /// The column with the time stamps. Default: found by its name (date, time, timestamp, …) or its content; rows are numbered where there
    /// is none.
    /// </summary>
    public string? TimeColumn { get; init; }

    /// <summary>
    /// The column with the time of day, where the date stands in a column of its own. Default: a column named <c>time</c> with times of
    /// day, or one named <c>hour</c> with whole hours, beside one of dates.
    /// </summary>
    public string? TimeOfDayColumn { get; init; }

    /// <summary>
    /// The columns with values. Default: all that are not used otherwise; a column of texts then becomes one of categories. A column that
    /// is named must be numbers throughout, unless <see cref="CategoryColumns"/> names it, too.
    /// </summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Columns of texts to be read as categories: indices into their texts, in order of first appearance.</summary>
    public IReadOnlyList<string>? CategoryColumns { get; init; }

    /// <summary>Columns among <see cref="Columns"/> that are categories where they hold texts, else numbers.</summary>
    public IReadOnlyList<string>? LabelColumns { get; init; }

    /// <summary>
    /// The character between cells; a blank for runs of blanks. Default: comma, semicolon, tab, bar or blanks, whichever divides the first
    /// lines evenly.
    /// </summary>
    public char? Delimiter { get; init; }

    /// <summary>The decimal separator, <c>.</c> or <c>,</c>; the other one then parts thousands. Default: found from the numbers.</summary>
    public char? DecimalSeparator { get; init; }

    /// <summary>
    /// The format of stamps: a .NET format such as <c>dd/MM/yyyy HH:mm</c>, or <c>unix-s</c>, <c>unix-ms</c>, <c>unix-us</c>,
    /// <c>unix-ns</c> (time since 1970 in UTC), <c>excel</c> or <c>excel-1904</c> (days of a spreadsheet). Default: found from the stamps.
    /// </summary>
    public string? DateFormat { get; init; }

    /// <summary>
    /// The IANA name of the zone (<c>Europe/Berlin</c>) that the series is of (<see cref="Frames.TimeIndex.Zone"/>), and whose local times
    /// stamps without an offset are: they are turned into UTC. Default: such stamps stay as they stand. Stamps with an offset become UTC in
    /// any case.
    /// </summary>
    public string? TimeZone { get; init; }

    /// <summary>
    /// Name of the encoding, such as <c>utf-8</c> or <c>latin1</c>. Default: by the byte order mark, else UTF-8, else that of East
    /// Asia, Greek or Cyrillic in which its words make sense, else Latin-1 or, where it has characters that only that one has,
    /// Windows-1252.
    /// </summary>
    public string? Encoding { get; init; }

    /// <summary>
    /// Whether the first line has names. Default: yes, unless all its cells are numbers or dates; columns are then <c>column-1</c> and so
    /// on.
    /// </summary>
    public bool? HasHeader { get; init; }

    /// <summary>
    /// Lines before the header (before the first row, where there is none), those that are comments or empty included; the next one may
    /// begin with <c>#</c>. Default: comments, empty lines and prose, where it is certain which line is the header.
    /// </summary>
    public int? SkipLines { get; init; }

    /// <summary>
    /// Lines behind the last row, empty ones included: totals, notes. Default: those that are certainly none of the table's rows.
    /// </summary>
    public int? SkipLinesEnd { get; init; }

    /// <summary>
    /// Whether a row holds a whole series, whose stamps or numbers are the names of the columns: its values become the column
    /// <c>value</c>. Default: a row holds a time.
    /// </summary>
    public bool? SeriesInRows { get; init; }

    /// <summary>
    /// The columns that identify series, where there are many: rows with the same values in all of them are of one series, whose name is
    /// these values with <c>/</c> between them. Default: the file is one series.
    /// </summary>
    public IReadOnlyList<string>? IdColumns { get; init; }

    /// <summary>
    /// Static covariates: numbers, or texts, which are one-hot encoded (<c>ward=A</c>: 1 where it is that one, else 0). A column of
    /// <see cref="IdColumns"/> is one of texts.
    /// </summary>
    public IReadOnlyList<string>? StaticColumns { get; init; }

    /// <summary>The column with the class label of a series, a text that is constant within it.</summary>
    public string? ClassColumn { get; init; }

    /// <summary>The column with the regression target of a series, which is constant within it.</summary>
    public string? SeriesValueColumn { get; init; }

    /// <summary>
    /// The column with the names of variables, where a row is one measurement; each name becomes a column. Needs <see cref="ValueColumn"/>.
    /// </summary>
    public string? VariableColumn { get; init; }

    /// <summary>The column with the measured values, where a row is one measurement.</summary>
    public string? ValueColumn { get; init; }

    /// <summary>
    /// Whether rows are sorted by time. Default: they must be; unsorted ones are refused. Measurements a row are always sorted.
    /// </summary>
    public bool Sort { get; init; }

    /// <summary>The treatment of duplicate timestamps in a series. Default: they are refused.</summary>
    public DuplicateTimestamps DuplicateTimestamps { get; init; }

    /// <summary>
    /// Texts that stand for a missing value, in any case. Default: an empty cell, <c>NA</c>, <c>N/A</c>, <c>n.a.</c>, <c>#N/A</c>,
    /// <c>&lt;NA&gt;</c>, <c>NaN</c>, <c>null</c>, <c>\N</c>, <c>none</c>, <c>-</c>, <c>--</c>, <c>.</c>, <c>..</c>, <c>...</c>, <c>:</c>
    /// and <c>?</c>, and <c>NaT</c> in this spelling alone. Numbers alone, such as <c>-999</c>, stand for it beside these; a text among
    /// them takes their place. An empty cell is always missing.
    /// </summary>
    public IReadOnlyList<string>? MissingTexts { get; init; }

    /// <summary>Bytes of memory that the columns may take; more are kept in a temporary file. Default: 256 MiB.</summary>
    public long? MemoryBudget { get; init; }

    /// <summary>
    /// The texts that stand for a missing value, in any case, where <see cref="MissingTexts"/> does not say otherwise.
    /// </summary>
    internal static readonly string[] DefaultMissingTexts = [
        "", "na", "n/a", "n.a.", "nan", "null", "none", "-", "?", ".", "..", "...", ":", "--", "#n/a", "<na>", "\\n", "#div/0!", "#value!",
        "#ref!", "#num!", "#name?", "#null!"];

    internal const long DefaultMemoryBudget = 256L << 20;

    /// <summary>Ends the reading between two rows. Default: it is read to its end.</summary>
    public CancellationToken CancellationToken { get; init; }
}
