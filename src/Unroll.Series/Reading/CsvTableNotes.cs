using System.Text;
using System.Text.RegularExpressions;

namespace Unroll.Series.Reading;

/// <summary>The questions that a table leaves open which is read as it stands.</summary>
internal static partial class CsvTableNotes
{
    private const int Months = 12;
    private const int Hours = 24;
    private const int FewestNumbers = 20;
    private const double MostUneven = 0.5;
    private const double ShareOfUneven = 0.1;

    /// <summary>The notes of a table.</summary>
    /// <param name="file">The table.</param>
    /// <param name="options">What is known of it.</param>
    public static IEnumerable<string> Of(CsvDetection file, CsvFrameOptions options) =>
        new[] { OfMonths(file), OfPartsOfDay(file), OfThousands(file, options), OfRestarts(file, options),
            OfUnevenTimes(file), OfEmptyIds(file, options), file.Marks.Note(file.Names), CsvRemarks.Note(file) }.OfType<string>();

    /// <summary>A table with a column for each month of the year; null for another one.</summary>
    private static string? OfMonths(CsvDetection file)
    {
        int months = file.Names.Select(name => NamedStamp.MonthOf(Encoding.UTF8.GetBytes(name.TrimEnd('.')))).Where(month => month >= 0)
            .Distinct().Count();
        return months < Months || file.TimeColumn < 0 ? null
            : "The table has a column for each month of a year, which is read as twelve columns of years: for a series of months, write "
                + "a row a month, in Python for example table.melt(id_vars='Year').";
    }

    /// <summary>A table with a column for each hour, or shorter part, of a day; null for another one.</summary>
    private static string? OfPartsOfDay(CsvDetection file)
    {
        int[] columns = [.. Enumerable.Range(0, file.Names.Length).Where(column => Array.IndexOf(file.TimeColumns, column) < 0)];
        int times = columns.Count(column => StampDetection.AreTimesOfDay([file.Names[column]]));
        int counted = columns.Count(column => HourName().IsMatch(file.Names[column]));
        return file.TimeColumn < 0 || (times < Hours && counted != Hours) || !AreDaysApart(file) ? null
            : "The table has a column for each part of a day, which is read as so many columns of days: for a series of the whole day, "
                + $"write a row a time, in Python for example table.melt(id_vars='{MessageFormatter.Of(file.Names[file.TimeColumn])}').";
    }

    /// <summary>Whether stamps are a day apart, but for rows that share one and days that are left out.</summary>
    private static bool AreDaysApart(CsvDetection file)
    {
        SortedSet<long> stamps = [];
        foreach (string[] row in file.Rows)
        {
            string cell = file.StampParts is { } parts ? (parts.AreIn(row) ? parts.Of(row) : "")
                : file.TimeColumn < row.Length ? row[file.TimeColumn] : "";
            if (file.Stamps?.TryParse(Encoding.UTF8.GetBytes(cell), out long ticks, out _) == true)
            {
                stamps.Add(ticks);
            }
        }

        return stamps.Count > 1 && stamps.Skip(1).Zip(stamps, (next, before) => next - before).Min() == TimeSpan.TicksPerDay;
    }

    [GeneratedRegex("^(h|hr|hour|he|hora|stunde|uhr)?[ _-]*(0?[0-9]|1[0-9]|2[0-5])h?$", RegexOptions.IgnoreCase)]
    private static partial Regex HourName();

    /// <summary>Names of series that stand only where they change; null where there are none.</summary>
    private static string? OfEmptyIds(CsvDetection file, CsvFrameOptions options) =>
        (options.IdColumns ?? []).FirstOrDefault(name => CsvKeys.IsFilledDown(file, file.IndexOf(name))) is not { } id ? null
            : $"'{MessageFormatter.Of(id)}' has a text only where it changes: an empty cell counts as the one above.";

    /// <summary>Times since a beginning that rise by uneven steps, in a table without stamps; null where there are none.</summary>
    private static string? OfUnevenTimes(CsvDetection file)
    {
        int column = file.TimeColumn >= 0 ? -1
            : Array.FindIndex(file.Names, name => ColumnNames.IsTime(name) && Array.IndexOf(file.Names, name) is var own
                && file.Kinds[own] == CsvColumnKind.Number && file.Columns[own].Length >= FewestNumbers);
        if (column < 0)
        {
            return null;
        }

        double[] times = [.. file.Columns[column].Select(
            cell => file.TryNumber(column, Encoding.UTF8.GetBytes(cell), out double number) ? number : double.NaN)];
        double[] steps = [.. times.Skip(1).Zip(times, (next, before) => next - before).Order()];
        double usual = steps[steps.Length / 2];
        bool isUneven = steps[0] > 0
            && steps.Count(step => Math.Abs(step - usual) > MostUneven * usual) > ShareOfUneven * steps.Length;
        return !isUneven ? null
            : $"'{MessageFormatter.Of(file.Names[column])}' "
                + FormattableString.Invariant($"rises by {steps[0]:G3} to {steps[^1]:G3}, but rows ")
                + "count as evenly apart: bring them to even steps before, or give stamps.";
    }

    /// <summary>A number of the row that begins again, as several series do that follow each other; null where none does.</summary>
    private static string? OfRestarts(CsvDetection file, CsvFrameOptions options)
    {
        if (file.TimeColumn >= 0 || options.IdColumns is not null
            || CsvRestarts.RowsOf(file, out string name) is not { Length: > 0 } rows)
        {
            return null;
        }

        string more = rows.Length > 1 ? $" and {rows.Length - 1} times more" : "";
        return $"{MessageFormatter.Of(name)} begins again at row {rows[0]}{more}, as "
            + "if several series followed each other, but they are read as a single one: add a column that names the series of each row, "
            + "and say so (data.id).";
    }

    /// <summary>
    /// Numbers that may be thousands: all have three digits behind their one separator, which is taken for that of decimals, or are
    /// whole ones below a thousand; null where none are, or where the separator is given or a number of the table shows it.
    /// </summary>
    private static string? OfThousands(CsvDetection file, CsvFrameOptions options)
    {
        if (options.DecimalSeparator is not null || file.Delimiter == ',')
        {
            // Where a comma parts cells, three decimals are what programs write.
            return null;
        }

        char separator = file.Numbers.DecimalSeparator;
        int[] numbers = [.. Enumerable.Range(0, file.Names.Length).Where(column => file.Kinds[column] == CsvColumnKind.Number)];
        if (numbers.Any(column => Array.Exists(
            file.Columns[column], cell => cell.Contains(separator, StringComparison.Ordinal) && !MayBeThousands(cell, separator))))
        {
            return null;
        }

        foreach (int column in numbers)
        {
            string[] cells = file.Columns[column];
            string? parted = Array.Find(cells, cell => cell.Contains(separator, StringComparison.Ordinal));
            if (parted is not null && cells.Length >= FewestNumbers && Array.TrueForAll(cells, cell => MayBeThousands(cell, separator)))
            {
                string other = separator == '.' ? "comma" : "point";
                return $"The numbers of '{MessageFormatter.Of(file.Names[column])}', such as {parted}, are read with a decimal "
                    + $"{(separator == '.' ? "point" : "comma")}: if it parts thousands, say so (data.decimal: {other}).";
            }
        }

        return null;
    }

    private static bool MayBeThousands(string cell, char separator)
    {
        string digits = cell.TrimStart('-', '+');
        int at = digits.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? digits == "0" || (digits.Length is >= 1 and <= 3 && digits[0] is >= '1' and <= '9' && digits.All(char.IsAsciiDigit))
            : at is >= 1 and <= 3 && digits.Length == at + 4 && digits[0] != '0'
            && !digits.AsSpan(0, at).ContainsAnyExceptInRange('0', '9') && !digits.AsSpan(at + 1).ContainsAnyExceptInRange('0', '9');
    }
}
