using System.Globalization;

namespace Unroll.Series.Reading;

/// <summary>Numbers that say by themselves that they are times, under a name that does not.</summary>
internal static class CsvTimeNumbers
{
    private const int FewestCounts = 20;
    private const double UsualShare = 0.9;

    private static readonly long _firstCount = new DateTime(1990, 1, 1).Ticks;
    private static readonly long _lastCount = new DateTime(2050, 1, 1).Ticks;

    /// <summary>
    /// Whether the numbers of a column say by themselves that they are times: counts since 1970, or days of a spreadsheet, of this time,
    /// one as far behind the other as the next, under a name that is none of a counter.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="column">The column.</param>
    public static bool CountTime(CsvDetection file, int column)
    {
        string[] cells = file.Columns[column];
        if (cells.Length < FewestCounts || !file.AreNumbers(column) || ColumnNames.IsIdentifier(file.Names[column])
            || CountedStamp.KindOf(cells) is not { } kind)
        {
            return false;
        }

        long[] ticks = [.. cells.Select(cell => StampParser.TryParse(kind, System.Text.Encoding.UTF8.GetBytes(cell), out long own, out _)
            ? own : 0)];
        (long Step, int Count) usual = ticks.Skip(1).Zip(ticks, (next, before) => next - before).CountBy(step => step)
            .Select(pair => (pair.Key, pair.Value)).MaxBy(pair => pair.Value);
        bool isOfNow = ticks.Min() >= _firstCount && ticks.Max() < _lastCount;
        bool isRound = usual.Step % (kind == StampKind.SpreadsheetDays ? TimeSpan.TicksPerMinute : TimeSpan.TicksPerSecond) == 0;
        return isOfNow && isRound && usual.Step != 0 && usual.Count >= UsualShare * (cells.Length - 1);
    }

    /// <summary>
    /// Whether the digits of a column are those of dates, though its name does not say so: evenly apart, as dates and not as numbers, since
    /// 24 hours, 60 minutes or 12 months make the next larger unit.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="column">The column.</param>
    /// <param name="format">The format of its cells as dates.</param>
    public static bool SpellTime(CsvDetection file, int column, StampFormat format)
    {
        string[] cells = file.Columns[column];
        if (cells.Length < FewestCounts || cells[0].Length is not (6 or 8 or 10 or 12 or 14)
            || !cells.All(cell => cell.Length == cells[0].Length && cell[0] is '1' or '2' && cell.All(char.IsAsciiDigit)))
        {
            return false;
        }

        DateTime[] stamps = [.. cells.Select(cell => format.TryParse(System.Text.Encoding.UTF8.GetBytes(cell), out long own, out _)
            ? new DateTime(own) : default)];
        double usual = UsualShare * (cells.Length - 1);
        bool isEven = Usual(stamps.Skip(1).Zip(stamps, (next, before) => (next - before).Ticks)) >= usual
            || Usual(stamps.Skip(1).Zip(stamps, (next, before) => ((next.Year - before.Year) * 12L) + next.Month - before.Month)) >= usual;
        if (!file.HasHeader && cells[0].Length == CsvTimeColumn.CompactDate
            && stamps.Distinct().Count() is > 2 and var days && days < stamps.Length)
        {
            // Nothing but dates has eight digits that are days throughout, again and again.
            return stamps.Min().Year >= 1800 && stamps.Max().Year <= 2100;
        }

        bool isCounter = Usual(cells.Skip(1).Zip(cells, (next, before) => long.Parse(next, CultureInfo.InvariantCulture)
            - long.Parse(before, CultureInfo.InvariantCulture))) == cells.Length - 1;
        return isEven && !isCounter && stamps.Min().Year >= 1800 && stamps.Max().Year <= 2100;

        static int Usual(IEnumerable<long> steps) => steps.CountBy(step => step).Where(pair => pair.Key != 0)
            .Select(pair => pair.Value).DefaultIfEmpty().Max();
    }
}
