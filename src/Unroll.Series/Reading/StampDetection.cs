using System.Text;

namespace Unroll.Series.Reading;

/// <summary>The detection of the format of a column's stamps.</summary>
internal static class StampDetection
{
    /// <summary>The format that most cells have; null where they are no stamps.</summary>
    /// <param name="cells">Cells that are not missing, in the file's order.</param>
    /// <param name="breaks">
    /// Whether a cell begins another series, so that its stamp may be earlier than the one before; as many as cells.
    /// </param>
    /// <param name="undecided">Whether day and month are ambiguous; the format is then the one with the day first.</param>
    public static StampFormat? Of(IReadOnlyList<string> cells, IReadOnlyList<bool> breaks, out bool undecided)
    {
        undecided = false;
        if (cells.Count == 0)
        {
            return null;
        }

        byte[][] bytes = [.. cells.Select(Encoding.UTF8.GetBytes)];
        StampKind? kind = cells.All(NumberParser.LooksLikeNumber) ? OfNumbers(cells, bytes) : OfTexts(cells, bytes, breaks, out undecided);
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

    private static StampKind? OfNumbers(IReadOnlyList<string> cells, byte[][] bytes)
    {
        if (cells.All(cell => cell.Length is 4 or 6 or 8 or 10 or 12 or 14 && cell[0] is '1' or '2')
            && Count(StampKind.YearFirst, bytes) == bytes.Length)
        {
            return StampKind.YearFirst;
        }

        return CountedStamp.KindOf(cells) is { } kind && Count(kind, bytes) == bytes.Length ? kind : null;
    }

    private static StampKind? OfTexts(IReadOnlyList<string> cells, byte[][] bytes, IReadOnlyList<bool> breaks, out bool undecided)
    {
        undecided = false;
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

        if (best != StampKind.DayFirst || counts[2].Count < most)
        {
            return best;
        }

        // Both readings are possible throughout. Points part a date that has its day first; else the right reading has the stamps in order.
        bool dayInOrder = InOrder(StampKind.DayFirst, bytes, breaks);
        bool monthInOrder = InOrder(StampKind.MonthFirst, bytes, breaks);
        if (dayInOrder != monthInOrder)
        {
            return dayInOrder ? StampKind.DayFirst : StampKind.MonthFirst;
        }

        undecided = !cells[0].Contains('.', StringComparison.Ordinal) && !AreSame(bytes);
        return StampKind.DayFirst;
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
