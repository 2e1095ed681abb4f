using System.Globalization;

namespace Unroll.Series.Reading;

/// <summary>Stamps that would be read as times that they hardly mean: counts from another beginning, years of another calendar.</summary>
internal static class StampDoubt
{
    private const int FewestCells = 5;

    private static readonly string[] _dates = ["date", "datetime", "datum", "fecha", "dato", "tarih", "дата", "日期", "日付"];

    /// <summary>Digits and signs of 1.1.2563.</summary>
    private const int ShortestDate = 8;

    /// <summary>Seconds since 1904 from 2001 on, which are those since 1970 from 2066 on.</summary>
    private const decimal FirstOf1904 = 3.03e9m;

    /// <summary>Why the stamps of a column are in doubt, and what to do; null where they are not.</summary>
    /// <param name="format">The format that was found.</param>
    /// <param name="name">The name of the column.</param>
    /// <param name="cells">The stamps.</param>
    public static string? Of(StampFormat format, string name, IReadOnlyList<string> cells)
    {
        if (cells.Count < FewestCells)
        {
            return null;
        }

        return format.Kind switch
        {
            StampKind.UnixNanoseconds when Are(cells, 1.26e17m, 1.4e17m) =>
                "counts of 100 nanoseconds since 1601 (a FILETIME of Windows) rather than nanoseconds since 1970, as which they are of "
                    + "1974: take 116444736000000000 away and multiply by 100, or say what they are (recipe: data.date-format: unix-ns; in "
                    + "code: DateFormat)",
            StampKind.UnixNanoseconds when Are(cells, 6.2e17m, 6.6e17m) =>
                "ticks of .NET, 100 nanoseconds each since the year 1, rather than nanoseconds since 1970, as which they are of 1990: take "
                    + "621355968000000000 away and multiply by 100, or say what they are (recipe: data.date-format: unix-ns; in code: "
                    + "DateFormat)",
            StampKind.UnixSeconds when Are(cells, FirstOf1904, 4.2e9m) =>
                "seconds since 1904 (as of LabVIEW) rather than since 1970, as which they are of the years from 2066 on: take "
                    + "2082844800 away, or say what they are (recipe: data.date-format: unix-s; in code: DateFormat)",
            StampKind.SpreadsheetDays => OfNumbers(name, cells),
            StampKind.YearFirst or StampKind.DayFirst or StampKind.MonthFirst when cells.All(IsDate) => OfYears(format, cells),
            _ => null,
        };
    }

    /// <summary>
    /// Why whole numbers under the name of a date are in doubt; null where they are not. Under the name of an epoch or a timestamp, they
    /// may count anything.
    /// </summary>
    /// <param name="name">The name of the column.</param>
    /// <param name="cells">The numbers.</param>
    public static string? OfNumbers(string name, IReadOnlyList<string> cells) =>
        cells.Count >= FewestCells && Are(cells, 10_957m, 24_000m) && cells.Distinct().Count() > 1 && HasDate(name) ? OfDays : null;

    private static string OfDays =>
        "days that are counted from a beginning that nothing tells: since 1970 as R does (add 25569), since 1960 as SAS does (add "
            + "21916), or as a spreadsheet does, of the years up to 1965: then say so (recipe: data.date-format: excel; in code: "
            + "DateFormat), or data.date-format: row-number where they only number the rows";

    private static bool HasDate(string name) => name.ToLowerInvariant()
        .Split([' ', '_', '-', '.', '(', ')', '[', ']', '/', '<', '>'], StringSplitOptions.RemoveEmptyEntries)
        .Any(word => Array.IndexOf(_dates, word) >= 0);

    private static string? OfYears(StampFormat format, IReadOnlyList<string> cells)
    {
        int[] years = [.. cells.Select(
            cell => format.TryParse(System.Text.Encoding.UTF8.GetBytes(cell), out long ticks, out _) ? new DateTime(ticks).Year : 0)];
        int first = years.Where(year => year > 0).DefaultIfEmpty().Min(), last = years.Max();
        string? calendar = first >= 2480 && last <= 2620 ? "Buddhist" : first >= 1330 && last <= 1420 ? "Iranian" : null;
        return calendar is null ? null
            : $"dates of the {calendar} calendar, whose months and leap years are others: write them in the Gregorian one, or give their "
                + $"format if they are Gregorian (recipe: data.date-format: {format.Text}; in code: DateFormat)";
    }

    private static bool IsDate(string cell) => cell.Length >= ShortestDate && cell.Count(character => character is '-' or '/' or '.') >= 2;

    private static bool Are(IReadOnlyList<string> cells, decimal least, decimal most) => cells.All(
        cell => decimal.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) && number >= least
            && number <= most);
}
