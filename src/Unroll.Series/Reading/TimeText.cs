using System.Globalization;

namespace Unroll.Series.Reading;

/// <summary>Reads time stamps as files spell them. Day and month are never guessed: a date starts with the year.</summary>
internal static class TimeText
{
    private static readonly string[] _formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM", "yyyy", "yyyy/MM/dd", "yyyy/MM/dd HH:mm", "yyyy/MM/dd HH:mm:ss", "yyyyMMdd", "yyyyMMdd HHmm",
    ];

    private static readonly string[] _offsetFormats =
    [
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>What the formats look like, for messages.</summary>
    public const string Expected = "a date such as 2017-12-31 or 2017-12-31 18:00";

    public static bool TryParse(string text, out DateTime stamp)
    {
        text = text.Trim();
        if (DateTime.TryParseExact(text, _formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out stamp))
        {
            return true;
        }

        // A stamp with an offset is a moment: kept as UTC, so that the hours around a clock change stay apart.
        if (DateTimeOffset.TryParseExact(text, _offsetFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset moment))
        {
            stamp = DateTime.SpecifyKind(moment.UtcDateTime, DateTimeKind.Unspecified);
            return true;
        }

        return false;
    }
}
