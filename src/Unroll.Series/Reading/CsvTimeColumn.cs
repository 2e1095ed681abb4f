using System.Text.RegularExpressions;

namespace Unroll.Series.Reading;

/// <summary>The time column of a CSV file and its format.</summary>
/// <param name="Column">The column; -1 where there is none.</param>
/// <param name="TimeOfDayColumn">The column of times of day beside one of dates; -1 where there is none.</param>
/// <param name="Format">The format of stamps; null where there are none.</param>
/// <param name="Parts">The columns that a stamp stands in where they are several; null where it is one.</param>
internal sealed partial record CsvTimeColumn(int Column, int TimeOfDayColumn, StampFormat? Format, CsvStampParts? Parts = null)
{
    private static readonly string[] _names =
    [
        "date", "time", "datetime", "timestamp", "date_time", "day", "week", "month", "quarter", "year", "period", "ds", "ts", "epoch",
        "unixtime",
        "datum", "zeit", "zeitstempel", "index", "fecha", "tarih", "dato", "jour", "giorno", "horodatage", "дата", "日期", "时间",
        "yyyymm", "yyyymmdd", "yearmonth", "year_month", "yearweek", "year_week", "yyyyww", "yyyy", "yy", "yr", "jahr", "année", "annee",
        "año", "ano", "anno", "jaar", "rok", "год", "år", "fiscal year", "monat", "mois", "mes", "mês", "mese", "maand",
        "woche", "semaine", "semana", "quartal", "trimestre", "kvartal", "年", "月", "年月", "年月日", "日付", "月份",
    ];

    /// <summary>Different times of day that rows are measured at: fewer may be those at which shops open.</summary>
    private const int FewestTimesOfDay = 4;

    /// <summary>Digits of 20171231.</summary>
    internal const int CompactDate = 8;

    private static readonly CsvTimeColumn _none = new(-1, -1, null);

    public static CsvTimeColumn Find(CsvDetection file, CsvFrameOptions options)
    {
        if (options.TimeColumn is { } name)
        {
            int named = file.IndexOf(name);
            return Unnamed(file, options) is { } parts && parts.Column == named ? parts : Given(file, options, named);
        }

        HashSet<string> used = new(
            [.. options.Columns ?? [], .. options.CategoryColumns ?? [], .. options.StaticColumns ?? [], .. options.IdColumns ?? []],
            StringComparer.Ordinal);
        foreach (string? other in new[] { options.ClassColumn, options.SeriesValueColumn, options.VariableColumn, options.ValueColumn })
        {
            used.Add(other ?? "");
        }

        int[] free = [
            .. Enumerable.Range(0, file.Names.Length)
                .Where(column => file.Columns[column].Length > 0 && !used.Contains(file.Names[column]))];
        int[] ordered =
        [
            .. free.Where(column => Array.IndexOf(_names, file.Names[column].ToLowerInvariant()) >= 0),
            .. free.Where(column => HasToken(file.Names[column])),
            .. free.Where(column => !file.AreNumbers(column)),
            .. free.Where(column => CountedStamp.KindOf(file.Names[column], file.Columns[column]) is not null
                || file.Columns[column][0].Length is 6 or 8 or 10 or 12 or 14),
            .. free.Where(column => column == free[0] && CsvTimeNumbers.CountTime(file, column)),
            .. options.DateFormat is null ? [] : free,
        ];
        // Of several, such as the time of an export and those of the measurements, one that changes.
        IEnumerable<int> times = ordered.Distinct().OrderBy(
            column => IsPartOfYear(file, column)
                || (CsvTimeOfDay.IsNamed(file.Names[column]) && CsvTimeOfDay.DigitsOf(file.Columns[column]) > 0))
            .Where(column => IsTime(file, options, column));
        int found = times.Append(-1).FirstOrDefault(
            column => column < 0 || file.Columns[column].AsSpan().ContainsAnyExcept(file.Columns[column][0]));
        found = found >= 0 ? found : times.Append(-1).First();
        if (found >= 0)
        {
            bool isPlain = options.DateFormat is null && options.TimeOfDayColumn is null;
            found = isPlain ? CsvFullDate.InsteadOf(file, found, times, other => IsFree(file, options, other)) ?? found : found;
            return Given(file, options, found);
        }

        if (free.FirstOrDefault(column => StampDoubt.OfNumbers(file.Names[column], file.Columns[column]) is not null, -1)
            is >= 0 and var dated)
        {
            throw InDoubt(file, dated, StampDoubt.OfNumbers(file.Names[dated], file.Columns[dated])!);
        }

        return Unnamed(file, options) is { } unnamed ? unnamed : options.DateFormat is { } format
            ? throw new InputException(
                $"{file.Path} has no column with dates in the format {MessageFormatter.Of(format)}: correct the format, or name the "
                + $"column with the dates (recipe: data.time; in code: TimeColumn).")
            { Field = "data.date-format" }
            : _none;
    }

    /// <summary>Columns without names that are the parts of stamps; null where there are none.</summary>
    private static CsvTimeColumn? Unnamed(CsvDetection file, CsvFrameOptions options)
    {
        if (file.HasHeader || options.DateFormat is not null || options.TimeOfDayColumn is not null
            || CsvUnnamedStamp.Of(file) is not { } parts)
        {
            return null;
        }

        string example = parts.Of(file.Rows.First(parts.AreIn));
        return new(parts.Columns[0], -1, new(StampKind.YearFirst, StampDescription.Of(StampKind.YearFirst, [example])), parts);
    }

    /// <summary>
    /// A column named in one way or the other whose cells are stamps; a bare number counts only where the whole name says so.
    /// </summary>
    private static bool IsTime(CsvDetection file, CsvFrameOptions options, int column)
    {
        string[] cells = file.Columns[column];
        bool isNamed = Array.IndexOf(_names, file.Names[column].ToLowerInvariant()) >= 0;
        if (options.DateFormat is { } given)
        {
            StampFormat format = StampFormat.Given(given);
            return Parses(format, cells[0]) || (isNamed && cells.Any(cell => Parses(format, cell))) ||
                (Joined(file, options, column) is { } parts && file.Rows.FirstOrDefault(parts.AreIn) is { } row
                    && Parses(format, parts.Of(row)));
        }

        if (CountedStamp.KindOf(file.Names[column], cells) is not null)
        {
            return true;
        }

        StampFormat? found = StampDetection.Of(cells, new bool[cells.Length], out _, file.Names[column]);
        if (found is null || found.Kind >= StampKind.UnixSeconds)
        {
            return found is not null
                && ((isNamed || HasToken(file.Names[column]) || CsvTimeNumbers.CountTime(file, column)) && !file.IsUnnamed[column]);
        }

        // A bare year such as 1500 may just as well be a value.
        bool isNumbers = file.AreNumbers(column);
        bool isYearOrWeek = found.Kind == StampKind.YearWeeks || cells[0].Length <= 4;
        return isNumbers
            ? (isNamed || (!isYearOrWeek && HasToken(file.Names[column]))
                || (!isYearOrWeek && CsvTimeNumbers.SpellTime(file, column, found)))
                && (cells[0].Length > 4
                    || cells.All(IsUsualYear))
            : isNamed || (cells.Count(cell => Parses(found, cell)) >= cells.Length * 0.9
                && (HasToken(file.Names[column]) || !Array.Exists(cells, IsOrdinal))
                && !(IsPartOfYear(file, column) && cells.Any(cell => !IsUsualYear(cell[..4]))));
    }

    private static bool IsUsualYear(string cell) => string.CompareOrdinal(cell, "1500") >= 0 && string.CompareOrdinal(cell, "2500") < 0;

    /// <summary>Whether a stamp may be the number of an invoice or of a well: 2017/365, 1T17.</summary>
    private static bool IsOrdinal(string cell) => YearStamp.IsDayBehindSlash(cell) || (cell.Length == 4 && cell[1] is 'T' or 't');

    /// <summary>
    /// Whether the cells of a column that is not named after a time are years with a number or a letter behind them, such as 2020-001 or
    /// 2020K1: invoices and products may have the like.
    /// </summary>
    private static bool IsPartOfYear(CsvDetection file, int column) =>
        Array.IndexOf(_names, file.Names[column].ToLowerInvariant()) < 0 && !HasToken(file.Names[column])
        && Array.TrueForAll(file.Columns[column], cell => PartOfYear().IsMatch(cell));

    [GeneratedRegex("^[0-9]{4}([-/][0-9]{3}|[-/. ]?[A-Za-z][0-9]{1,2})$")]
    private static partial Regex PartOfYear();

    private static CsvTimeColumn Given(CsvDetection file, CsvFrameOptions options, int column)
    {
        if (options.DateFormat is null && options.TimeOfDayColumn is null
            && CsvStampParts.OfYear(file, column, other => IsFree(file, options, other)) is { } years)
        {
            string example = file.Rows.FirstOrDefault(years.AreIn) is { } first ? years.Of(first) : "2017-12-31";
            return new(column, -1, new(StampKind.YearFirst, StampDescription.Of(StampKind.YearFirst, [example])), years);
        }

        CsvStampParts? parts = Joined(file, options, column);
        int ofDay = parts?.Columns[1] ?? -1;
        if (options.DateFormat is { } given)
        {
            // The format is that of the whole stamp, or of the date alone.
            StampFormat whole = StampFormat.Given(given);
            bool isDate = parts is not null && Array.Exists(file.Columns[column], cell => Parses(whole, cell));
            return new(column, ofDay, whole with { HasTimeBehind = isDate }, parts);
        }

        int[] ids = [.. (options.IdColumns ?? []).Select(file.IndexOf)];
        List<string> cells = [];
        List<bool> breaks = [];
        string before = "";
        foreach (string[] row in file.Rows.Where(row => column < row.Length && !file.Missing.Contains(row[column])))
        {
            string series = string.Join('\u001F', ids.Where(id => id < row.Length).Select(id => row[id]));
            cells.Add(parts is not null && parts.AreIn(row) ? parts.Of(row) : row[column]);
            breaks.Add(series != before);
            before = series;
        }

        bool undecided = false;
        StampFormat? format = parts is null && CountedStamp.KindOf(file.Names[column], cells) is { } days
            ? new StampFormat(days, StampDescription.Of(days, cells)) : StampDetection.Of(cells, breaks, out undecided, file.Names[column]);
        bool mayBeNumbers = format is null || (file.AreNumbers(column) && ColumnNames.IsIdentifier(file.Names[column]));
        if (mayBeNumbers && cells.Count > 0 && options.TimeColumn is not null && CountedStamp.AreRowNumbers(cells))
        {
            return new(column, -1, new(StampKind.RowNumbers, StampDescription.RowNumber));
        }

        if (options.DateFormat is null && format is not null && parts is null
            && StampDoubt.Of(format, file.Names[column], cells) is { } doubt)
        {
            throw InDoubt(file, column, doubt);
        }

        return undecided
            ? throw new InputException(
                $"{file.Path}, column '{MessageFormatter.Of(file.Names[column])}': '{MessageFormatter.Of(cells[0])}' may have the day or "
                + $"the month first, and no other of the first " +
                $"{cells.Count} dates tells: give the format (recipe: data.date-format; in code: DateFormat), dd/MM/yyyy or MM/dd/yyyy "
                + $"for example.")
            { Field = "data.date-format" }
            : format is null && cells.Count > 0 && file.AreNumbers(column)
            ? throw new InputException(
                $"{file.Path}, column '{MessageFormatter.Of(file.Names[column])}': '{MessageFormatter.Of(cells[0])}' is a number, which "
                + $"is no date: leave the column of times out where rows are merely " +
                "numbered (recipe: data.time), or tell what the numbers count (recipe: data.date-format: unix-s for seconds since 1970, "
                + "excel for the days of a spreadsheet; in code: DateFormat).")
            { Field = "data.time" }
            : new(
                column, ofDay, format is { } found ? found with { Rounding = StampRounding.Of(found.Kind, cells) }
                    : new StampFormat(StampKind.YearFirst, "yyyy-MM-dd"), parts);
    }

    private static InputException InDoubt(CsvDetection file, int column, string doubt) => new(
        $"{file.Path}, column '{MessageFormatter.Of(file.Names[column])}': numbers or dates such as "
        + $"'{MessageFormatter.Of(file.Columns[column][0])}' seem to be {doubt}.")
    {
        Field = "data.date-format",
    };

    /// <summary>A column of dates and the one of times of day, or of whole hours, beside it; null where there is none.</summary>
    private static CsvStampParts? Joined(CsvDetection file, CsvFrameOptions options, int column)
    {
        int ofDay = TimeOfDay(file, options, column);
        return ofDay < 0 ? null : CsvStampParts.OfDay(file, column, ofDay);
    }

    private static bool IsFree(CsvDetection file, CsvFrameOptions options, int column) =>
        !new[] { options.ClassColumn, options.SeriesValueColumn, options.VariableColumn, options.ValueColumn }.Contains(file.Names[column])
            &&
        options.IdColumns?.Contains(file.Names[column]) != true;

    private static int TimeOfDay(CsvDetection file, CsvFrameOptions options, int column)
    {
        if (options.TimeOfDayColumn is { } name)
        {
            return file.IndexOf(name);
        }

        string[] cells = file.Columns[column];
        if (cells.Length == 0 || Array.Exists(cells, cell => cell.Contains(':', StringComparison.Ordinal)))
        {
            return -1;
        }

        bool repeats = cells.Distinct().Count() < cells.Length;
        int ofDay = Array.FindIndex(
            file.Names,
            other => CsvTimeOfDay.IsNamed(other) && file.Columns[Array.IndexOf(file.Names, other)] is var times
                && (CsvTimeOfDay.AreTimes(other, times)
                    || (repeats && times.Length == cells.Length && CsvClockNumbers.AreIn(file, column, Array.IndexOf(file.Names, other))
                        && IsFree(file, options, Array.IndexOf(file.Names, other))
                        && CsvFullDate.RepeatsInSeries(file, options, column, Array.IndexOf(file.Names, other)))));

        // Beside dates that repeat, times of day that change are those of the rows, whatever they are called.
        int next = column + 1;
        int[] others = [.. Enumerable.Range(0, file.Names.Length)
            .Where(other => other == next || (file.HasHeader && CsvTimeOfDay.HasWord(file.Names[other])))];
        ofDay = ofDay >= 0 ? ofDay : others.Append(-1).First(
            other => other < 0 || (other != column && IsFree(file, options, other)
                && CsvTimeOfDay.AreTimes(file.HeaderOf(other), file.Columns[other])
                && (!file.HasHeader || file.Delimiter == CsvSource.Blanks
                    || (file.Columns[other].Distinct().Count() >= FewestTimesOfDay
                        && (other == next || CsvFullDate.AreApart(file, column, other))
                        && CsvFullDate.RepeatsInSeries(file, options, column, other)))));
        ofDay = ofDay < 0 && !file.HasHeader && repeats
            && StampDetection.Of(cells, new bool[cells.Length], out _) is { Kind: <= StampKind.Named } date
            ? CsvUnnamedStamp.HourOf(file, column, date.Kind) : ofDay;
        return ofDay >= 0 || (file.AreNumbers(column) && cells[0].Length != CompactDate) ? ofDay
            : CsvStampParts.HourOf(file, column, other => IsFree(file, options, other));
    }

    private static bool HasToken(string name) => name.ToLowerInvariant()
        .Split([' ', '_', '-', '.', '(', ')', '[', ']', '/', '<', '>'], StringSplitOptions.RemoveEmptyEntries)
        .Any(token => token is "date" or "datetime" or "timestamp" or "unixtime" or "epoch" or "datum" or "fecha"
            or "datehour" or "yyyymm" or "yyyymmdd" or "yyyymmddhh");

    private static bool Parses(StampFormat format, string cell) => format.TryParse(System.Text.Encoding.UTF8.GetBytes(cell), out _, out _);
}
