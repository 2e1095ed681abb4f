using System.Text;

namespace Unroll.Series.Reading;

/// <summary>
/// Spans of time in a cell, from one stamp to a later one: <c>2020-01-06/2020-01-12</c>, <c>01.01.2022 00:00 - 01.01.2022 01:00</c>.
/// </summary>
internal static class StampSpan
{
    private static readonly string[] _separators = [" - ", " \u2013 ", " \u2014 ", " to ", " bis ", "/", "\u2013"];
    private static readonly StampKind[] _kinds = [StampKind.YearFirst, StampKind.DayFirst, StampKind.MonthFirst, StampKind.Named];

    /// <summary>The separator between the two stamps of a span; null where a text is none.</summary>
    /// <param name="text">The text.</param>
    public static string? SeparatorOf(string text) => Array.Find(_separators, separator => IsSpan(text, separator));

    private static bool IsSpan(string text, string separator)
    {
        int at = text.IndexOf(separator, StringComparison.Ordinal);
        if (at < 0 || text.IndexOf(separator, at + separator.Length, StringComparison.Ordinal) >= 0)
        {
            return false;
        }

        byte[] from = Encoding.UTF8.GetBytes(text[..at]), to = Encoding.UTF8.GetBytes(text[(at + separator.Length)..]);
        return from.Length >= 6 && Array.Exists(
            _kinds, kind => StampParser.TryParse(kind, from, out long first, out _) && StampParser.TryParse(kind, to, out long last, out _)
                && last >= first);
    }
}
