namespace Unroll.Series.Reading;

/// <summary>Columns that may look as if they identified series, and do not: parts of the time, and what each row has another of.</summary>
internal static class CsvKeys
{
    /// <summary>Rows from which on a key that makes a series of nearly each row is none.</summary>
    private const int FewestRows = 20;

    /// <summary>Share of rows with a stamp of their own below which a file holds several series.</summary>
    public const double MostOwnStamps = 0.75;

    private static readonly string[] _periods = ["period", "semest", "trimest", "quartal", "kvartal", "halbjahr"];

    /// <summary>Whether a column says a part of the time: times of day, quarters, the number of a period of the day.</summary>
    /// <param name="file">The file.</param>
    /// <param name="column">The column.</param>
    public static bool IsOfTime(CsvDetection file, int column)
    {
        string name = file.HeaderOf(column);
        string[] cells = file.Columns[column];
        return cells.Length > 0 && (ColumnNames.IsTime(name)
            || Array.Exists(_periods, period => name.Contains(period, StringComparison.OrdinalIgnoreCase))
            || CsvTimeOfDay.AreTimes(name, cells));
    }

    /// <summary>
    /// Whether the cells of a column are dates under a name that says no time: parts of it, or the months that contracts are called after.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="column">The column.</param>
    public static bool AreDates(CsvDetection file, int column) =>
        file.Columns[column] is { Length: > 0 } cells && Array.TrueForAll(cells, StampParser.IsStamp);

    /// <summary>Whether a column may identify series whose rows are few: it has texts that are no dates.</summary>
    /// <param name="file">The file.</param>
    /// <param name="column">The column.</param>
    public static bool HasNames(CsvDetection file, int column) =>
        file.Kinds[column] == CsvColumnKind.Category && !AreDates(file, column);

    /// <summary>Whether keys tell series apart and not single rows.</summary>
    /// <param name="series">The series that they make.</param>
    /// <param name="rows">The rows.</param>
    public static bool ArePlausible(int series, int rows) => rows < FewestRows || series * 2 <= rows;

    /// <summary>Whether keys may tell series of hardly a row apart: countries of a panel of few years, which share their stamps.</summary>
    /// <param name="series">The series that they make.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="stamps">The different stamps of all rows.</param>
    public static bool AreOfFewRows(int series, int rows, long stamps) => series < rows && stamps <= MostOwnStamps * rows;

    /// <summary>
    /// Whether a column has a text only where it changes, as merged cells of a spreadsheet leave it: the cells below are empty, and no text
    /// comes again.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="column">The column.</param>
    public static bool IsFilledDown(CsvDetection file, int column)
    {
        string[] cells = file.Columns[column];
        return cells.Length > 1 && file.Rows.First() is var first && column < first.Length && first[column].Length > 0
            && file.Rows.Count(row => column < row.Length && row[column].Length == 0) >= cells.Length
            && cells.Distinct().Count() == cells.Length;
    }

    /// <summary>A column that says more of the time than the stamps, since rows of one stamp differ in it; -1 for none.</summary>
    /// <param name="file">The file.</param>
    public static int PartOfTime(CsvDetection file)
    {
        string[][] rows = [.. file.Rows.Where(row => row.Length >= file.Names.Length)];
        return Enumerable.Range(0, file.Names.Length).Append(-1).First(column => column < 0 || (Array.IndexOf(file.TimeColumns, column) < 0
            && (IsOfTime(file, column) || AreDates(file, column))
            && rows.Select(row => string.Join('\u001F', file.TimeColumns.Append(column).Select(part => row[part]))).Distinct().Count()
                == rows.Length));
    }
}
