namespace Unroll.Series.Reading;

/// <summary>The format of a CSV file: detected from its first thousand lines, or given by the options.</summary>
public sealed record CsvFormat
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>The character between cells.</summary>
    public required char Delimiter { get; init; }

    /// <summary>The decimal separator, a point or a comma.</summary>
    public required char DecimalSeparator { get; init; }

    /// <summary>Name of the encoding, such as <c>utf-8</c>.</summary>
    public required string Encoding { get; init; }

    /// <summary>Lines before the header, or before the first row where there is none: comments, empty ones, prose.</summary>
    public required int SkippedLines { get; init; }

    /// <summary>Lines behind the last row: totals, notes.</summary>
    public required int SkippedLinesEnd { get; init; }

    /// <summary>Whether the first line has names.</summary>
    public required bool HasHeader { get; init; }

    /// <summary>The columns in the file's order.</summary>
    public required IReadOnlyList<CsvColumnFormat> Columns { get; init; }

    /// <summary>The column of time stamps; null where there is none, and rows are numbered.</summary>
    public required string? TimeColumn { get; init; }

    /// <summary>The column of times of day beside one of dates; null where there is none.</summary>
    public required string? TimeOfDayColumn { get; init; }

    /// <summary>The format of stamps, as <see cref="CsvFrameOptions.DateFormat"/> takes it; null where there are none.</summary>
    public required string? DateFormat { get; init; }

    /// <summary>
    /// The zone whose local times are turned into UTC; <c>UTC</c> where stamps have an offset or count from 1970; null where they stay as
    /// they stand.
    /// </summary>
    public required string? TimeZone { get; init; }

    /// <summary>The layout of rows. A guess where the options do not give it.</summary>
    public required CsvLayout Layout { get; init; }

    /// <summary>The columns that identify series; a guess where the options do not give them; none where there is one series.</summary>
    public required IReadOnlyList<string> IdColumns { get; init; }

    /// <summary>
    /// The column with the names of variables; a guess where the options do not give it; null where the layout is not long.
    /// </summary>
    public required string? VariableColumn { get; init; }

    /// <summary>The column with the measured values; a guess where the options do not give it; null where the layout is not long.</summary>
    public required string? ValueColumn { get; init; }

    /// <summary>Rows of the file, estimated from its length and that of the first lines.</summary>
    public required long EstimatedRows { get; init; }

    /// <summary>Notes of what was left out or rounded without being asked for, each a sentence or more.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Detects the format of a file.</summary>
    /// <param name="path">The file, packed by gzip or not.</param>
    /// <param name="options">The options that are known.</param>
    /// <exception cref="InputException">The file is missing or empty, has no regular lines, or day and month are ambiguous.</exception>
    public static CsvFormat Detect(string path, CsvFrameOptions options = default) => PackedFile.Unpacked(
        path, plain => CsvDetection.Guarded(plain, options, file => Of(file, options) with { Path = path }), options.CancellationToken);

    private static CsvFormat Of(CsvDetection file, CsvFrameOptions options)
    {
        CsvLayoutGuess guess = CsvLayoutGuess.Of(file, options);
        return new()
        {
            Path = file.Path,
            Delimiter = file.Delimiter,
            DecimalSeparator = file.Numbers.DecimalSeparator,
            Encoding = file.Source.Encoding.WebName,
            SkippedLines = file.Source.SkippedLines,
            SkippedLinesEnd = file.Source.SkippedLinesEnd,
            HasHeader = file.HasHeader,
            Columns = [
                .. file.Names.Select(
                    (name, column) =>
                        new CsvColumnFormat(
                            name, file.Kinds[column], file.Columns[column].FirstOrDefault("")) { Unit = file.Units[column]?.Text })],
            TimeColumn = file.TimeColumn < 0 ? null : file.Names[file.TimeColumn],
            TimeOfDayColumn = file.TimeOfDayColumn < 0 ? null : file.Names[file.TimeOfDayColumn],
            DateFormat = file.Stamps?.Text,
            TimeZone = Zone(file) ?? (file.Stamps is null ? null : options.TimeZone),
            Layout = guess.Layout,
            IdColumns = guess.IdColumns,
            VariableColumn = guess.VariableColumn,
            ValueColumn = guess.ValueColumn,
            EstimatedRows = RowsOf(file),
            Notes = file.Notes(options),
        };
    }

    private static string? Zone(CsvDetection file) =>
        file.Stamps is { } format && file.Columns[file.TimeColumn] is { Length: > 0 } cells && Array.TrueForAll(
            cells, cell => format.TryParse(System.Text.Encoding.UTF8.GetBytes(cell), out _, out bool isUtc) && isUtc) ? "UTC" : null;

    private static long RowsOf(CsvDetection file)
    {
        long rows = file.Rows.Count();
        double bytes = file.Sample.Rows.Sum(row => row.Sum(cell => cell.Length + 1L))
            * (file.Source.Encoding is System.Text.UnicodeEncoding ? 2.0 : 1.0);
        return file.Sample.Rows.Count <= CsvSample.MostRows || bytes == 0 ? rows
            : (long)(file.Source.Length / bytes * file.Sample.Rows.Count);
    }
}
