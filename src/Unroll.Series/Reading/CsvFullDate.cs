namespace Unroll.Series.Reading;

/// <summary>Columns of whole dates beside those of years, or of times of day.</summary>
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

    /// <summary>
    /// Whether dates repeat, and not merely because several series have them: no column that may name series has each date once.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="options">What is known of it.</param>
    /// <param name="date">The column of dates.</param>
    /// <param name="ofDay">The column of times of day beside it.</param>
    public static bool RepeatsInSeries(CsvDetection file, CsvFrameOptions options, int date, int ofDay)
    {
        string[] dates = file.Columns[date];
        if (dates.Distinct().Count() == dates.Length)
        {
            return false;
        }

        if (options.IdColumns is { Count: > 0 } ids)
        {
            return !AreApart([.. ids.Select(file.IndexOf)]);
        }

        return !Enumerable.Range(0, file.Names.Length).Any(column => column != date && column != ofDay && file.Columns[column].Length > 0
            && (!file.AreNumbers(column) || MayNameSeries(file.Names[column])) && !CsvKeys.IsOfTime(file, column)
            && !CsvKeys.AreDates(file, column)
            && file.Columns[column].Distinct().Count() <= file.Columns[column].Length / 2 && AreApart([column]));

        bool AreApart(int[] keys)
        {
            HashSet<string> seen = new(StringComparer.Ordinal);
            int last = keys.Append(date).Max();
            return file.Rows.Where(row => last < row.Length && row[date].Length > 0)
                .All(row => seen.Add(string.Join('\u001F', keys.Append(date).Select(key => row[key]))));
        }
    }

    /// <summary>Whether nearly no row has the date and the time of day of another one: a sunrise is that of all places.</summary>
    /// <param name="file">The file.</param>
    /// <param name="date">The column of dates.</param>
    /// <param name="ofDay">The column of times of day.</param>
    public static bool AreApart(CsvDetection file, int date, int ofDay)
    {
        (string Date, string OfDay)[] stamps = [
            .. file.Rows.Where(row => Math.Max(date, ofDay) < row.Length).Select(row => (row[date], row[ofDay]))];
        return stamps.Distinct().Count() >= UsualShare * stamps.Length;
    }

    private static bool MayNameSeries(string name) => ColumnNames.IsIdentifier(name)
        || name.ToLowerInvariant() is "station" or "store" or "shop" or "sensor" or "site" or "region" or "series" or "item" or "location";

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
            (CsvSecondPart.Quarter, _) => date.Year == begin.Year && (date.Month - 1) / 3 == (begin.Month - 1) / 3,
            (CsvSecondPart.Half, _) => date.Year == begin.Year && (date.Month - 1) / 6 == (begin.Month - 1) / 6,
            _ => days == 0,
        };
    }
}
