namespace Unroll.Series.Reading;

/// <summary>A column of whole dates beside one of years.</summary>
internal static class CsvFullDate
{
    /// <summary>Share of rows whose date is in the week, month or year beside it.</summary>
    private const double UsualShare = 0.9;

    private const int DaysOfWeek = 7;

    /// <summary>
    /// A column whose dates say all that years which repeat, and the columns that would be joined to them, say; null where there is none.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="year">The column of years.</param>
    /// <param name="times">Columns of times, the likeliest first.</param>
    /// <param name="isFree">Whether a column is not used for something else than stamps and values.</param>
    public static int? InsteadOf(CsvDetection file, int year, IEnumerable<int> times, Predicate<int> isFree)
    {
        string[] years = file.Columns[year];
        if (!Array.TrueForAll(years, cell => cell.Length == 4 && cell.All(char.IsAsciiDigit)) || years.Distinct().Count() == years.Length)
        {
            return null;
        }

        CsvStampParts parts = CsvStampParts.OfYear(file, year, isFree) ?? new([year], IsYear: true);
        string[][] rows = [.. file.Rows.Where(parts.AreIn)];
        int stamps = rows.Select(parts.Of).Distinct().Count();
        bool isAlone = parts.Columns.Length == 1;
        foreach (int column in times)
        {
            string[] cells = [.. rows.Where(row => column < row.Length).Select(row => row[column])];
            if (column == year || parts.Columns.Contains(column) || cells.Length < rows.Length)
            {
                continue;
            }

            StampFormat? format = StampDetection.Of(cells, new bool[cells.Length], out bool undecided, file.Names[column]);
            if (undecided || format is null || format.Kind > StampKind.Named)
            {
                continue;
            }

            DateTime[] dates = [.. cells.Select(cell => format.TryParse(System.Text.Encoding.UTF8.GetBytes(cell), out long ticks, out _)
                ? new DateTime(ticks) : default)];
            int own = dates.Distinct().Count();
            if ((isAlone ? own > stamps : own >= stamps)
                && dates.Zip(rows, (date, row) => IsWithin(date, parts, row)).Count(isWithin => isWithin) >= UsualShare * rows.Length)
            {
                return column;
            }
        }

        return null;
    }

    /// <summary>Whether a date is in the week, month or year of a row; weeks may be counted otherwise than by ISO 8601.</summary>
    private static bool IsWithin(DateTime date, CsvStampParts parts, string[] row)
    {
        if (!StampParser.TryParse(StampKind.YearFirst, System.Text.Encoding.UTF8.GetBytes(parts.Of(row)), out long ticks, out _))
        {
            return false;
        }

        DateTime begin = new(ticks);
        double days = (date.Date - begin.Date).TotalDays;
        return (parts.Second, parts.Columns.Length) switch
        {
            (_, 1) => date.Year == begin.Year,
            (CsvSecondPart.Week, _) => days is >= -DaysOfWeek and < 2 * DaysOfWeek,
            (CsvSecondPart.Month, 2) => date.Year == begin.Year && date.Month == begin.Month,
            _ => days == 0,
        };
    }
}
