using System.Globalization;
using System.Text;

namespace Unroll.Series.Reading;

/// <summary>
/// Reads single time stamps of JSON lines and databases: dates that begin with the year, seconds, milliseconds, microseconds or nanoseconds
/// since 1970 by their number of digits, also as <c>1.58E+12</c>, and the days of spreadsheets.
/// </summary>
internal static class TimeCell
{
    /// <summary>Examples of stamps, for messages.</summary>
    public const string Expected = StampParser.Expected;

    private static readonly string[] _names = [
        "date", "time", "datetime", "timestamp", "date_time", "day", "month", "year", "period", "ds"];

    /// <summary>Whether a column's name says that it holds time stamps.</summary>
    public static bool IsName(string name) => _names.Contains(name.ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>Whether a text is a full date: a bare year such as 1500 may just as well be a value.</summary>
    public static bool IsDate(string text) => !double.TryParse(text, CultureInfo.InvariantCulture, out _) && TryParse(text, out _);

    /// <summary>Reads a stamp; one with an offset in UTC.</summary>
    /// <param name="text">The stamp.</param>
    /// <param name="stamp">The date and time.</param>
    public static bool TryParse(string text, out DateTime stamp) => TryParse(text, out stamp, out _);

    /// <summary>Reads a stamp; one with an offset in UTC.</summary>
    /// <param name="text">The stamp.</param>
    /// <param name="stamp">The date and time.</param>
    /// <param name="isUtc">Whether it says by itself what time it is in UTC.</param>
    public static bool TryParse(string text, out DateTime stamp, out bool isUtc)
    {
        string trimmed = text.Trim();
        byte[] bytes = trimmed.Length <= 64 ? Encoding.UTF8.GetBytes(trimmed) : [];
        int digits = trimmed.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : trimmed.Length;
        bool isCount = digits == trimmed.Length || trimmed[digits] == '.';
        bool isScientific = isCount && trimmed.AsSpan().IndexOfAny('e', 'E') > 0;
        StampKind kind = digits switch
        {
            5 when isCount => StampKind.SpreadsheetDays,

            // 2017123118 is an hour; 1483228800 is a second, as there were no files in the year 1483.
            10 when isCount
                && !(trimmed.StartsWith("19", StringComparison.Ordinal) || trimmed.StartsWith("20", StringComparison.Ordinal)) =>
                    StampKind.UnixSeconds,
            13 when isCount => StampKind.UnixMilliseconds,
            16 when isCount => StampKind.UnixMicroseconds,
            19 when isCount => StampKind.UnixNanoseconds,
            _ when isScientific => CountedStamp.KindOf([trimmed]) ?? StampKind.YearFirst,
            _ => StampKind.YearFirst,
        };
        bool isStamp = StampParser.TryParse(kind, bytes, out long ticks, out isUtc);
        stamp = new DateTime(isStamp ? ticks : 0);
        return isStamp;
    }
}
