namespace Unroll.Series.Reading;

/// <summary>Words behind the last numbers of some rows in a table of blanks, such as <c>Provisional</c>, which are passed over.</summary>
internal static class CsvRemarks
{
    private const int LastRows = 200;
    private const int TailBytes = 1 << 16;

    private static readonly MissingMarkers _missing = new(null);

    /// <summary>
    /// The words behind the first and the last rows: others, of which nothing could be told before all rows are read, are too many cells.
    /// </summary>
    /// <param name="file">The file.</param>
    public static HashSet<string> Of(CsvDetection file) =>
        file.Delimiter != CsvSource.Blanks || file.Kinds[^1] != CsvColumnKind.Number || file.Units[^1] is not null ? []
            : [.. file.Rows.Concat(file.Source.LastLines(LastRows, TailBytes).Select(line => file.Source.Cells(line.Text, file.Delimiter)))
                .Where(cells => cells.Length == file.Names.Length + 1 && IsRemark(cells[^1]) && !file.Missing.Contains(cells[^1]))
                .Select(cells => cells[^1])];

    /// <summary>Whether a cell beyond those of the names is a word, and no missing value, which shows that cells are shifted.</summary>
    /// <param name="cell">The cell.</param>
    public static bool IsRemark(string cell) => cell.Length > 1 && cell.All(char.IsLetter) && !_missing.Contains(cell);

    /// <summary>The note that words are passed over; null where there are none.</summary>
    /// <param name="file">The file.</param>
    public static string? Note(CsvDetection file) => Of(file).Order(StringComparer.Ordinal).FirstOrDefault() is not { } word ? null
        : $"A word behind the last cell of some rows, such as '{MessageFormatter.Of(word)}', is passed over.";
}
