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

    private const int FirstYear = 1990;
    private const int LastYear = 2100;

    private static readonly string[] _names = [
        "date", "time", "datetime", "timestamp", "date_time", "day", "month", "year", "period", "ds"];

    private static readonly string[] _countNames = ["ts", "epoch", "unixtime", "unix_time", "unix_timestamp"];

    /// <summary>Whether a column's name says that it holds time stamps.</summary>
    public static bool IsName(string name) => _names.Contains(name.ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>
    /// Whether a column of a name that means nothing else, such as <c>ts</c> or <c>epoch</c>, has counts since 1970: of as many digits as
    /// those of our time.
    /// </summary>
    /// <param name="name">The column's name.</param>
    /// <param name="text">Its first value, a number.</param>
    public static bool IsCount(string name, string text) =>
        _countNames.Contains(name.ToLowerInvariant(), StringComparer.Ordinal) && Digits(text) is 10 or 13 or 16 or 19
            && TryParse(text, out DateTime stamp) && stamp.Year is >= FirstYear and < LastYear;

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
        int digits = Digits(trimmed);
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

    /// <summary>Digits that a text begins with.</summary>
    private static int Digits(string text) => text.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : text.Length;
}
