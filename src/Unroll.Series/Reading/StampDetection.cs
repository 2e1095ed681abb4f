using System.Text;

namespace Unroll.Series.Reading;

/// <summary>The detection of the format of a column's stamps.</summary>
internal static class StampDetection
{
    /// <summary>Steps that tell the day from the month by being the same: fewer may be so by chance.</summary>
    private const int FewestSteps = 20;
    private const int FewestLeaps = 4;

    /// <summary>The share of cells with three numbers apart, beyond which a column needs the name of a time to be one of dates.</summary>
    private const double MostApart = 0.1;

    /// <summary>The format that most cells have; null where they are no stamps.</summary>
    /// <param name="cells">Cells that are not missing, in the file's order.</param>
    /// <param name="breaks">
    /// Whether a cell begins another series, so that its stamp may be earlier than the one before; as many as cells.
    /// </param>
    /// <param name="undecided">Whether day and month are ambiguous; the format is then the one with the day first.</param>
    /// <param name="name">The column's name, which tells weeks from months, and counters from either; empty where there is none.</param>
    public static StampFormat? Of(IReadOnlyList<string> cells, IReadOnlyList<bool> breaks, out bool undecided, string name = "")
    {
        undecided = false;
        if (cells.Count == 0)
        {
            return null;
        }

        if (StampSpan.SeparatorOf(cells[0]) is { } between
            && cells.All(cell => cell.Contains(between, StringComparison.Ordinal) && StampSpan.SeparatorOf(cell) == between))
        {
            // Spans of time: each counts as the stamp that it begins with.
            string[] first = [.. cells.Select(cell => cell[..cell.IndexOf(between, StringComparison.Ordinal)])];
            return Of(first, breaks, out undecided, name) is { } single ? single with { Between = Encoding.UTF8.GetBytes(between) } : null;
        }

        byte[][] bytes = [.. cells.Select(Encoding.UTF8.GetBytes)];
        if (!ColumnNames.IsTime(name) && bytes.Count(cell => StampParser.IsApart(cell)) > MostApart * bytes.Length)
        {
            // 13 10 1500 is the number of a lot, or several numbers.
            return null;
        }

        StampKind? kind = IsOfWeeks(name) && cells.All(cell => cell.Length is 6 or 7 && cell[4] is '-' or '/')
            && Count(StampKind.YearWeeks, bytes) == bytes.Length ? StampKind.YearWeeks
            : cells.All(NumberParser.LooksLikeNumber)
            ? OfNumbers(cells, bytes, name) : OfTexts(cells, bytes, breaks, out undecided);
        return kind is { } found
            ? new(found, StampDescription.Of(found, [.. cells.Where((text, i) => StampParser.TryParse(found, bytes[i], out _, out _))]))
                : null;
    }

    /// <summary>Whether all cells are times of day, such as 18:00.</summary>
    public static bool AreTimesOfDay(IReadOnlyList<string> cells) => cells.Count > 0 && cells.All(cell =>
    {
        StampScanner scanner = new(Encoding.UTF8.GetBytes(cell));
        return cell.AsSpan().IndexOfAny(':', '.') > 0 && scanner.TryTimeOfDay(out _) && scanner.AtEnd;
    });

    private static StampKind? OfNumbers(IReadOnlyList<string> cells, byte[][] bytes, string name)
    {
        if (cells.All(cell => cell.Length is 4 or 6 or 7 or 8 or 10 or 12 or 14 && cell[0] is '1' or '2')
            && cells.All(cell => cell.Length == 7) == cells.Any(cell => cell.Length == 7))
        {
            StampKind[] kinds = [StampKind.YearFirst, StampKind.YearWeeks];
            foreach (StampKind digits in IsOfWeeks(name) ? kinds.Reverse() : kinds)
            {
                bool isRare = digits == StampKind.YearWeeks || cells[0].Length == 7;
                if (Count(digits, bytes) == bytes.Length && (!isRare || (!ColumnNames.IsIdentifier(name) && cells.All(IsOfOurTime))))
                {
                    return digits;
                }
            }
        }

        if (cells.All(cell => cell.Length is 6 or 7 && cell[^5] == '.')
            && cells.Any(cell => cell[0] == '0' || !cell.AsSpan()[..^5].SequenceEqual(cells[0].AsSpan()[..^5]))
            && Count(StampKind.DayFirst, bytes) == bytes.Length)
        {
            // 04.2015, a month and its year; 1.1800, 1.1805 are numbers with four decimals.
            return StampKind.DayFirst;
        }

        return CountedStamp.KindOf(cells) is { } kind && Count(kind, bytes) == bytes.Length ? kind : null;
    }

    private static StampKind? OfTexts(IReadOnlyList<string> cells, byte[][] bytes, IReadOnlyList<bool> breaks, out bool undecided)
    {
        undecided = false;
        if (Count(StampKind.TwoYears, bytes) == bytes.Length)
        {
            return StampKind.TwoYears;
        }

        (StampKind Kind, int Count)[] counts =
            [.. new[] { StampKind.YearFirst, StampKind.DayFirst, StampKind.MonthFirst, StampKind.Named }.Select(
                kind => (kind, Count(kind, bytes)))];
        (StampKind best, int most) = counts.MaxBy(entry => entry.Count);
        if (most == 0)
        {
            // The days of a spreadsheet and times of day from a column beside them.
            return Count(StampKind.SpreadsheetDays, bytes) == bytes.Length
                && CountedStamp.KindOf(cells.Select(cell => cell.Split(' ')[0])) == StampKind.SpreadsheetDays
                    ? StampKind.SpreadsheetDays : null;
        }

        if (best == StampKind.Named && cells.All(HasNoYear) && !InOrder(best, bytes, breaks))
        {
            // January 6, January 13: the numbers are days, and no year is told.
            return null;
        }

        bool mayBeMixed = best is StampKind.DayFirst or StampKind.MonthFirst && SeparatorsOf(cells) > 1;
        if (best != StampKind.DayFirst || counts[2].Count < most)
        {
            // A spreadsheet that takes 01/02/2020 for a date and 13-02-2020 for a text has turned days and months of the former round.
            undecided = mayBeMixed && Count(StampKind.DayFirst, bytes) != Count(StampKind.MonthFirst, bytes)
                && Math.Min(counts[1].Count, counts[2].Count) > 0 && !InOrder(best, bytes, breaks);
            return best;
        }

        // Both readings are possible throughout. Points part a date that has its day first; else the right reading has the stamps in order.
        bool dayInOrder = InOrder(StampKind.DayFirst, bytes, breaks);
        bool monthInOrder = InOrder(StampKind.MonthFirst, bytes, breaks);
        if (dayInOrder != monthInOrder)
        {
            return dayInOrder ? StampKind.DayFirst : StampKind.MonthFirst;
        }

        if (cells[0].Contains('.', StringComparison.Ordinal) || AreSame(bytes))
        {
            return StampKind.DayFirst;
        }

        // Of many stamps, the right reading has them at one step; the wrong one leaps from the twelfth to the next month or year.
        // Of one that is stray, as where a logger is read out, the other reading has many leaps.
        int dayLeaps = LeapsOf(StampKind.DayFirst, bytes, breaks), monthLeaps = LeapsOf(StampKind.MonthFirst, bytes, breaks);
        bool isDayEven = dayLeaps == 0 || (dayLeaps == 1 && monthLeaps >= FewestLeaps);
        bool isMonthEven = monthLeaps == 0 || (monthLeaps == 1 && dayLeaps >= FewestLeaps);
        undecided = isDayEven == isMonthEven;
        return isMonthEven && !isDayEven ? StampKind.MonthFirst : StampKind.DayFirst;
    }

    /// <summary>Whether a name says that its column counts weeks: yearweek, yyyyww, Woche.</summary>
    private static bool IsOfWeeks(string name)
    {
        string plain = string.Concat(name.Where(char.IsLetter)).ToLowerInvariant();
        return plain is "wk" or "yearwk" or "kw" or "woche" or "semaine" or "semana" || plain.Contains("week", StringComparison.Ordinal)
            || plain.EndsWith("yyww", StringComparison.Ordinal);
    }

    /// <summary>Whether a number begins with a year from 1800 to 2100.</summary>
    private static bool IsOfOurTime(string cell) =>
        string.CompareOrdinal(cell, 0, "1800", 0, 4) >= 0 && string.CompareOrdinal(cell, 0, "2100", 0, 4) <= 0;

    /// <summary>Whether a name of a month has one number of two digits beside it, a day or a year.</summary>
    private static bool HasNoYear(string cell) =>
        cell.Split([' ', ',', '.'], StringSplitOptions.RemoveEmptyEntries) is [var first, var second]
        && (first.All(char.IsAsciiDigit) ? first.Length <= 2 : second.All(char.IsAsciiDigit) && second.Length <= 2);

    private static int SeparatorsOf(IEnumerable<string> cells) => cells.Select(cell => cell.AsSpan().IndexOfAny('/', '-', '.'))
        .Zip(cells, (at, cell) => at < 0 ? ' ' : cell[at]).Distinct().Count();

    /// <summary>Stamps that are not the most usual step behind the one before, one of time or one of months.</summary>
    private static int LeapsOf(StampKind kind, byte[][] cells, IReadOnlyList<bool> breaks)
    {
        List<(long Ticks, int Months)> steps = [];
        DateTime before = default;
        for (int i = 0; i < cells.Length; i++)
        {
            if (!StampParser.TryParse(kind, cells[i], out long ticks, out _))
            {
                return int.MaxValue;
            }

            DateTime stamp = new(ticks);
            if (i > 0 && !breaks[i])
            {
                bool isMonths = stamp.Day == before.Day && stamp.TimeOfDay == before.TimeOfDay;
                steps.Add((stamp.Ticks - before.Ticks, isMonths ? ((stamp.Year - before.Year) * 12) + stamp.Month - before.Month : 0));
            }

            before = stamp;
        }

        return steps.Count < FewestSteps ? int.MaxValue
            : steps.Count - Math.Max(
                steps.CountBy(step => step.Ticks).Max(pair => pair.Value),
                steps.Where(step => step.Months != 0).CountBy(step => step.Months).Select(pair => pair.Value).DefaultIfEmpty().Max());
    }

    private static int Count(StampKind kind, byte[][] cells) => cells.Count(cell => StampParser.TryParse(kind, cell, out _, out _));

    private static bool InOrder(StampKind kind, byte[][] cells, IReadOnlyList<bool> breaks)
    {
        bool up = true;
        bool down = true;
        long before = 0;
        for (int i = 0; i < cells.Length; i++)
        {
            bool isStamp = StampParser.TryParse(kind, cells[i], out long ticks, out _);
            if (i > 0 && isStamp && !breaks[i])
            {
                up &= ticks >= before;
                down &= ticks <= before;
            }

            before = isStamp ? ticks : before;
        }

        return up || down;
    }

    private static bool AreSame(byte[][] cells) => cells.All(cell =>
        StampParser.TryParse(StampKind.DayFirst, cell, out long day, out _)
            == StampParser.TryParse(StampKind.MonthFirst, cell, out long month, out _) && day == month);
}
