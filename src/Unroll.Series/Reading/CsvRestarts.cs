using System.Globalization;
using CsvHelper;

namespace Unroll.Series.Reading;

/// <summary>
/// A column that numbers the rows of each series of a table without stamps, beginning again where the next series begins, and the column
/// that names them: <c>unit,cycle</c>.
/// </summary>
internal static class CsvRestarts
{
    /// <summary>Rows of a series, in the mean, below which a number that begins again counts something else: lines of an order.</summary>
    private const int FewestRows = 5;

    private const int MostColumns = 64;

    /// <summary>Words of names whose numbers begin again with each day, week or year, or with each order, and not with a series.</summary>
    private static readonly HashSet<string> _calendar = new(StringComparer.OrdinalIgnoreCase)
    {
        "year", "month", "day", "hour", "minute", "second", "week", "weekday", "quarter", "dayofweek", "dayofmonth", "dayofyear",
        "weekofyear", "doy", "hr", "min", "sec", "stunde", "tag", "monat", "woche", "mes", "mois", "mese", "hora", "heure", "ora",
        "hourofday", "minuteofday", "timeofday", "hourending", "hourbeginning", "hours", "hrs", "hod", "tod", "h", "hh", "he", "dow", "dom",
        "wday", "period", "periods", "interval", "intervals", "slot", "slots", "timeslot", "halfhour", "uhrzeit", "uur", "jour", "giorno",
        "line", "lineno", "linenumber", "lineitem", "orderline", "item", "itemno", "position", "pos",
    };

    /// <summary>The column that names the series; null where no number of the row begins again with each of its values.</summary>
    /// <param name="file">The table.</param>
    /// <param name="options">How it is read.</param>
    public static string? IdOf(CsvDetection file, CsvFrameOptions options)
    {
        int[] all = [.. Enumerable.Range(0, file.Names.Length).Where(column => file.Names[column] != options.ClassColumn)];
        foreach (int counter in all.Where(column => MayCount(file, column)).ToArray())
        {
            Series[] ids = [.. all.Where(column => column != counter && file.Columns[column].Length > 0).Take(MostColumns)
                .Select(column => new Series(column))];
            if (IsCounter(file, options, counter, ref ids) && ids.Length > 0)
            {
                return file.Names[ids.OrderBy(id => ColumnNames.IsIdentifier(file.Names[id.Column]) ? 0 : 1).First().Column];
            }
        }

        return null;
    }

    /// <summary>Rows of the sample with which a number of the row begins again; none where none does.</summary>
    /// <param name="file">The table.</param>
    /// <param name="name">The name of the column.</param>
    public static int[] RowsOf(CsvDetection file, out string name)
    {
        int counter = Enumerable.Range(0, file.Names.Length).Append(-1).First(
            column => column < 0 || (ColumnNames.IsCounter(file.Names[column]) && MayCount(file, column)));
        name = counter < 0 ? "" : file.Names[counter];
        return counter < 0 ? [] : [.. Enumerable.Range(1, file.Columns[counter].Length - 1)
            .Where(row => file.Columns[counter][row] == file.Columns[counter][0])];
    }

    /// <summary>Whether the sample of a column counts from 0 or 1 on, again and again.</summary>
    private static bool MayCount(CsvDetection file, int column)
    {
        string[] cells = file.Columns[column];
        if (cells.Length < 2 * FewestRows || cells.Length < file.Rows.Count() || cells[0] is not ("0" or "1")
            || IsOfCalendar(file.Names[column]))
        {
            return false;
        }

        for (int row = 1; row < cells.Length; row++)
        {
            if (!Follows(cells[row - 1], cells[row]) && cells[row] != cells[0])
            {
                return false;
            }
        }

        return cells[1] != cells[0];
    }

    private static bool IsOfCalendar(string name) => _calendar.Contains(string.Concat(name.Where(char.IsLetter)))
        || ColumnNames.Words(name).Any(word => _calendar.Contains(string.Concat(word.Where(char.IsLetter))));

    private static bool Follows(string before, string next) =>
        int.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out int last)
            && int.TryParse(next, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number == last + 1;

    /// <summary>Goes through the whole file, and leaves the columns that have a value of its own for each series.</summary>
    private static bool IsCounter(CsvDetection file, CsvFrameOptions options, int counter, ref Series[] ids)
    {
        using CsvRows rows = new(file, options);
        string first = file.Columns[counter][0], before = "";
        int series = 0, count = 0;
        while (ids.Length > 0 && rows.Next())
        {
            string number = rows.Reader.GetString(counter);
            bool begins = number == first;
            if (!begins && !Follows(before, number))
            {
                return false;
            }

            (before, series, count) = (number, series + (begins ? 1 : 0), count + 1);
            CsvReader reader = rows.Reader;
            ids = [.. ids.Where(id => id.Take(reader.GetSpan(id.Column), begins))];
        }

        return series > 1 && count >= FewestRows * series;
    }

    /// <summary>A column that may name series.</summary>
    private sealed class Series(int column)
    {
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);
        private byte[] _last = [];

        public int Column => column;

        /// <summary>Whether a row's cell is that of its series, and of none before.</summary>
        public bool Take(ReadOnlySpan<byte> cell, bool begins)
        {
            if (begins)
            {
                _last = cell.ToArray();
                return cell.Length > 0 && _names.Add(System.Text.Encoding.UTF8.GetString(cell));
            }

            return cell.SequenceEqual(_last);
        }
    }
}
