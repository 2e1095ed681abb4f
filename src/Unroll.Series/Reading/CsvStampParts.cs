using System.Globalization;
using System.Text;

namespace Unroll.Series.Reading;

/// <summary>
/// The columns that a stamp stands in, where it is more than one: a date and a time of day (or an hour), or a year, a month (by its number
/// or name) and maybe a day, an hour and a minute, each in a column of its own; a year with its days or its weeks counted through.
/// </summary>
/// <param name="Columns">The columns, the largest unit first.</param>
/// <param name="IsYear">Whether the first one holds bare years.</param>
internal sealed record CsvStampParts(int[] Columns, bool IsYear)
{
    private const int HourPart = 3;

    private static readonly string[] _hourNames =
        ["hour", "hr", "hrs", "hours", "hh", "hourending", "stunde", "hora", "heure", "ora", "uur", "godzina", "час"];

    private static readonly (string[] Names, int Least, int Most)[] _parts =
    [
        (["month", "monat", "mes", "mês", "mois", "mese", "maand", "месяц", "月", "mnth", "mon", "mo", "mm"], 1, 12),
        (["day", "mday", "dayofmonth", "tag", "dia", "día", "jour", "giorno", "dag", "день", "日", "dy", "dd"], 1, 31),
        (_hourNames, 0, 24),
        (["minute", "minutes", "minuten", "minuto", "min", "mn", "mi", "mm"], 0, 59),
    ];

    /// <summary>Parts of a year by a letter and a number, or by the number alone where the column's name says what it counts.</summary>
    private static readonly (CsvSecondPart Part, string[] Names, string Letters, int Most)[] _counted =
    [
        (CsvSecondPart.Quarter, ["quarter", "qtr", "quartal", "trimestre", "trimester", "kvartal", "kwartal", "квартал"], "QTK", 4),
        (CsvSecondPart.Half, ["half", "halfyear", "halbjahr", "semester", "semestre", "halvår"], "HS", 2),
    ];

    private static readonly string[] _periods = ["period", "periode", "periodo", "período", "période", "timeperiod", "subperiod"];

    /// <summary>The words that names add to the part that they count: week_nbr, month_name.</summary>
    private static readonly string[] _suffixes = ["number", "nbr", "num", "nr", "no", "name"];

    private static readonly string[] _daysOfYear = ["doy", "dayofyear", "yday", "julianday", "jday", "ddd"];

    private static readonly string[] _weeks = ["week", "wk", "isoweek", "weekofyear", "kw", "woche", "semaine", "semana", "vecka", "uge"];

    /// <summary>The columns behind one of bare years that repeat, which a stamp needs; null where there are none.</summary>
    /// <param name="file">The file.</param>
    /// <param name="year">The column of years.</param>
    /// <param name="isFree">Whether a column is not used for something else than stamps and values.</param>
    public static CsvStampParts? OfYear(CsvDetection file, int year, Predicate<int> isFree)
    {
        if (!Repeats(file.Columns[year]) || !AreNumbers(file, year, year, 1000, 9999))
        {
            return null;
        }

        List<int> columns = [year];
        AddParts(_parts);
        int ofYear = columns.Count > 1 ? -1
            : Find(
                file, year, _daysOfYear, 1, 366,
                other => isFree(other) && CsvShortNames.IsMeant(file, columns, other, isMinute: false));
        if (ofYear >= 0)
        {
            columns.Add(ofYear);
            AddParts(_parts[(HourPart - 1)..]);
            return new([.. columns], IsYear: true) { Second = CsvSecondPart.DayOfYear };
        }

        if (columns.Count > 1)
        {
            return new([.. columns], IsYear: true);
        }

        int week = Find(file, year, _weeks, 1, 53, isFree);
        return week >= 0 ? new([year, week], IsYear: true) { Second = CsvSecondPart.Week } : OfPeriod(file, year, isFree);

        void AddParts((string[] Names, int Least, int Most)[] parts)
        {
            foreach ((string[] names, int least, int most) in parts)
            {
                int column = Find(
                    file, year, names, least, most,
                    other => isFree(other) && !columns.Contains(other)
                        && CsvShortNames.IsMeant(file, columns, other, isMinute: least == 0));
                if (column < 0)
                {
                    break;
                }

                columns.Add(column);
            }
        }
    }

    /// <summary>Years and their quarters or halves, or months such as M01 under the name of a period; null where there are none.</summary>
    private static CsvStampParts? OfPeriod(CsvDetection file, int year, Predicate<int> isFree)
    {
        for (int column = 0; column < file.Names.Length; column++)
        {
            string[] cells = file.Columns[column];
            if (column == year || cells.Length != file.Columns[year].Length || !isFree(column))
            {
                continue;
            }

            bool isPeriod = IsNamed(file, column, _periods);
            if (isPeriod && Array.TrueForAll(cells, cell => IsCounted(cell, "M", 12)))
            {
                return new([year, column], IsYear: true);
            }

            foreach ((CsvSecondPart part, string[] names, string letters, int most) in _counted)
            {
                bool isNamed = IsNamed(file, column, names);
                if ((isNamed || isPeriod) && Array.TrueForAll(
                    cells, cell => IsCounted(cell, letters, most) || (isNamed && IsCounted("Q" + cell, "Q", most))))
                {
                    return new([year, column], IsYear: true) { Second = part };
                }
            }
        }

        return null;
    }

    /// <summary>A letter and a number from 1 on: Q4, M12.</summary>
    private static bool IsCounted(string cell, string letters, int most) =>
        cell.Length is 2 or 3 && letters.Contains(char.ToUpperInvariant(cell[0]), StringComparison.Ordinal)
            && int.TryParse(cell.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1
            && number <= most;

    /// <summary>The part of a date behind the year.</summary>
    public CsvSecondPart Second { get; init; }

    /// <summary>Digits of a time of day that is a number, 4 for 1830, 6 for 183000; 0 for one that is written otherwise.</summary>
    public int ClockDigits { get; init; }

    /// <summary>The advice on weeks or days that are counted through a year; null where there are none.</summary>
    public string? Counted => Second switch
    {
        CsvSecondPart.Week => "a week that the year has by ISO 8601, 52 or 53 of them: where weeks are counted in another way, put the "
            + "date that each begins on, such as 2018-12-31, into a column and name it (recipe: data.time; in code: TimeColumn)",
        CsvSecondPart.DayOfYear => "a day that the year has, 365 of them and 366 in leap years: correct it, or put dates such as "
            + "2018-12-31 into a column and name it (recipe: data.time; in code: TimeColumn)",
        _ => null,
    };

    /// <summary>The part that is the hour, where there is a year.</summary>
    private int Hour => Second == CsvSecondPart.DayOfYear ? HourPart - 1 : HourPart;

    /// <summary>A column of whole hours, 0 to 24, behind one of dates that repeat; -1 where there is none.</summary>
    public static int HourOf(CsvDetection file, int date, Predicate<int> isFree) =>
        Repeats(file.Columns[date]) ? Find(file, date, _hourNames, 0, 24, isFree) : -1;

    /// <summary>Puts the text of a part behind those before it.</summary>
    /// <param name="text">What there is of the stamp.</param>
    /// <param name="length">Bytes of it.</param>
    /// <param name="part">The number of the part.</param>
    /// <param name="cell">Its cell.</param>
    /// <returns>The new length; -1 where there is no room.</returns>
    public int Append(Span<byte> text, int length, int part, ReadOnlySpan<byte> cell)
    {
        if (length < 0 || length + cell.Length + 6 > text.Length)
        {
            return -1;
        }

        if (part == 1 && Second is CsvSecondPart.Quarter or CsvSecondPart.Half && cell.Length > 0)
        {
            text[length] = (byte)(Second == CsvSecondPart.Quarter ? 'Q' : 'H');
            text[length + 1] = cell[^1];
            return length + 2;
        }

        if (part == 1 && IsYear && cell is [(byte)'M' or (byte)'m', >= (byte)'0' and <= (byte)'9', ..])
        {
            cell = cell[1..];
        }

        if (part == 1 && Second != CsvSecondPart.Month)
        {
            text[length++] = (byte)'-';
            text[length] = (byte)'W';
            length += Second == CsvSecondPart.Week ? 1 : 0;
            for (int zeros = cell.Length; zeros < (Second == CsvSecondPart.Week ? 2 : 3); zeros++)
            {
                text[length++] = (byte)'0';
            }

            cell.CopyTo(text[length..]);
            return length + cell.Length;
        }

        if (IsYear && part == 1 && NamedStamp.MonthOf(cell.TrimEnd((byte)'.')) is >= 0 and var month)
        {
            text[length++] = (byte)'-';
            text[length++] = (byte)('0' + ((month + 1) / 10));
            text[length++] = (byte)('0' + ((month + 1) % 10));
            return length;
        }

        if (part > 0)
        {
            cell = IsYear ? cell : CsvTimeOfDay.BeginOf(cell);
            text[length++] = !IsYear || part == Hour ? (byte)' ' : part < Hour ? (byte)'-' : (byte)':';
            for (int zeros = cell.Length; zeros < Math.Max(2, ClockDigits); zeros++)
            {
                text[length++] = (byte)'0';
            }
        }

        cell.CopyTo(text[length..]);
        length += cell.Length;
        bool isHour = part > 0 && part == Columns.Length - 1
            && (IsYear ? part == Hour : ClockDigits == 0 && cell.Length is 1 or 2 && !cell.ContainsAnyExceptInRange((byte)'0', (byte)'9'));
        if (isHour)
        {
            ":00"u8.CopyTo(text[length..]);
            length += 3;
        }

        return length;
    }

    /// <summary>Whether a row has a cell for each part, the first of them with something in it.</summary>
    public bool AreIn(string[] row) => Array.TrueForAll(Columns, column => column < row.Length) && row[Columns[0]].Length > 0;

    /// <summary>The stamp of a row.</summary>
    public string Of(string[] row)
    {
        byte[] text = new byte[Columns.Sum(column => Encoding.UTF8.GetByteCount(row[column]) + 6)];
        int length = 0;
        for (int part = 0; part < Columns.Length; part++)
        {
            length = Append(text, length, part, Encoding.UTF8.GetBytes(row[Columns[part]]));
        }

        return Encoding.UTF8.GetString(text, 0, length);
    }

    /// <summary>A date and the time of day beside it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="date">The column of dates.</param>
    /// <param name="ofDay">The column of times of day.</param>
    public static CsvStampParts OfDay(CsvDetection file, int date, int ofDay) =>
        new([date, ofDay], IsYear: false) { ClockDigits = CsvTimeOfDay.DigitsOf(file.Columns[ofDay]) };

    /// <summary>The column of a part by the first of its names that there is, so that whole names go before short ones.</summary>
    private static int Find(CsvDetection file, int first, string[] names, int least, int most, Predicate<int> isFree) =>
        Enumerable.Range(0, file.Names.Length)
            .Where(column => column != first && IsNamed(file, column, names))
            .OrderBy(column => PlaceOf(file, column, names))
            .Where(column => AreNumbers(file, first, column, least, most) || (names == _parts[0].Names && AreMonths(file, first, column)))
            .Where(column => isFree(column)).Append(-1).First();

    private static bool IsNamed(CsvDetection file, int column, string[] names) => PlaceOf(file, column, names) >= 0;

    private static int PlaceOf(CsvDetection file, int column, string[] names)
    {
        string name = Plain(file.HeaderOf(column));
        int place = Array.IndexOf(names, name);
        string? suffix = place >= 0 ? null : Array.Find(_suffixes, end => name.EndsWith(end, StringComparison.Ordinal));
        return suffix is null ? place : Array.IndexOf(names, name[..^suffix.Length]);
    }

    /// <summary>A name without the signs that part or mark it.</summary>
    /// <param name="name">The name of a column.</param>
    internal static string Plain(string name) =>
        name.TrimStart('#').ToLowerInvariant().Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    /// <summary>Whether a column has a whole number in a range in each row that the first one has something in.</summary>
    private static bool AreNumbers(CsvDetection file, int first, int column, int least, int most) =>
        file.Columns[column].Length == file.Columns[first].Length && Array.TrueForAll(
            file.Columns[column],
            cell => cell.Length <= 4
                && int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least
                && number <= most);

    /// <summary>Whether a column has the name of a month in each row that the first one has something in.</summary>
    private static bool AreMonths(CsvDetection file, int first, int column) =>
        file.Columns[column].Length == file.Columns[first].Length && Array.TrueForAll(
            file.Columns[column], cell => NamedStamp.MonthOf(Encoding.UTF8.GetBytes(cell.TrimEnd('.'))) >= 0);

    private static bool Repeats(string[] cells) => cells.Distinct().Count() < cells.Length;
}
