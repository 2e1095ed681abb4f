using System.Text;

namespace Unroll.Series.Reading;

/// <summary>
/// Stamps in columns without names: year, month, day and hour beside each other, which only as stamps are one step apart, and the hour
/// beside a date.
/// </summary>
internal static class CsvUnnamedStamp
{
    private const int FewestRows = 20;
    private const int MostParts = 4;
    private const double UsualShare = 0.9;

    /// <summary>The columns of the parts of stamps; null where no columns beside each other make even stamps.</summary>
    /// <param name="file">The file, which has no header.</param>
    public static CsvStampParts? Of(CsvDetection file)
    {
        for (int year = 0; year + 1 < file.Names.Length; year++)
        {
            if (file.Columns[year].Length < FewestRows || !Array.TrueForAll(file.Columns[year], IsYear))
            {
                continue;
            }

            for (int parts = Math.Min(MostParts, file.Names.Length - year); parts > 1; parts--)
            {
                CsvStampParts joined = new([.. Enumerable.Range(year, parts)], IsYear: true);
                if (joined.Columns.Skip(1).All(column => IsWhole(file.Columns[column])) && AreEven(file, joined, StampKind.YearFirst))
                {
                    return joined;
                }
            }
        }

        return null;
    }

    /// <summary>The column of whole hours behind one of dates; -1 where it has none that makes even stamps.</summary>
    /// <param name="file">The file, which has no header.</param>
    /// <param name="date">The column of dates.</param>
    /// <param name="kind">How dates are written.</param>
    public static int HourOf(CsvDetection file, int date, StampKind kind)
    {
        int next = date + 1;
        return next < file.Names.Length && file.Columns[date].Length >= FewestRows && IsWhole(file.Columns[next])
            && file.Columns[next].Distinct().Count() > 1 && AreEven(file, CsvStampParts.OfDay(file, date, next), kind) ? next : -1;
    }

    private static bool IsYear(string cell) => cell.Length == 4 && cell.All(char.IsAsciiDigit) && cell[0] is '1' or '2';

    private static bool IsWhole(string[] cells) =>
        cells.Length > 0 && Array.TrueForAll(cells, cell => cell.Length is 1 or 2 && cell.All(char.IsAsciiDigit));

    /// <summary>Whether nearly all stamps are one step apart, of time or of months.</summary>
    private static bool AreEven(CsvDetection file, CsvStampParts parts, StampKind kind)
    {
        List<DateTime> stamps = [];
        foreach (string[] row in file.Rows.Where(parts.AreIn))
        {
            if (!StampParser.TryParse(kind, Encoding.UTF8.GetBytes(parts.Of(row)), out long ticks, out _))
            {
                return false;
            }

            stamps.Add(new DateTime(ticks));
        }

        (DateTime Next, DateTime Before)[] pairs = [.. stamps.Skip(1).Zip(stamps)];
        double usual = UsualShare * pairs.Length;
        return pairs.Length >= FewestRows - 1
            && (Most(pairs.Select(pair => (pair.Next - pair.Before).Ticks)) >= usual
                || Most(pairs.Select(pair => ((pair.Next.Year - pair.Before.Year) * 12L) + pair.Next.Month - pair.Before.Month)) >= usual);

        static int Most(IEnumerable<long> steps) =>
            steps.CountBy(step => step).Where(pair => pair.Key != 0).Select(pair => pair.Value).DefaultIfEmpty().Max();
    }
}
