using System.Globalization;

namespace Unroll.Series.Preparing;

/// <summary>Parses spans of time as recipes write them: a number with its unit.</summary>
internal static class TimeSpanParser
{
    /// <summary>Examples of spans, for messages.</summary>
    public const string Examples = "30s, 15min, 6h, 1d or 2w";

    /// <summary>The syntax of spans, as a regular expression.</summary>
    internal const string Pattern = "^ *[0-9.]* *(ms|s|sec|min|h|hour|hours|d|day|days|w|week|weeks) *$";

    private static readonly (string Name, TimeSpan Span)[] _units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)), ("s", TimeSpan.FromSeconds(1)), ("sec", TimeSpan.FromSeconds(1)),
            ("min", TimeSpan.FromMinutes(1)), ("h", TimeSpan.FromHours(1)),
        ("hour", TimeSpan.FromHours(1)), ("hours", TimeSpan.FromHours(1)), ("d", TimeSpan.FromDays(1)), ("day", TimeSpan.FromDays(1)),
            ("days", TimeSpan.FromDays(1)),
        ("w", TimeSpan.FromDays(7)), ("week", TimeSpan.FromDays(7)), ("weeks", TimeSpan.FromDays(7)),
    ];

    /// <summary>Reads a span.</summary>
    /// <param name="text">The text: <c>15min</c>, <c>7d</c>; a unit alone is one of it.</param>
    /// <param name="span">The span, out.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(string? text, out TimeSpan span)
    {
        span = default;
        string trimmed = (text ?? "").Trim();
        int digits = trimmed.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        string unit = trimmed[digits..].Trim();
        int found = Array.FindIndex(_units, known => known.Name == unit);
        if (found < 0)
        {
            return false;
        }

        // "h" alone is one hour.
        double count = 1;
        if (digits > 0 && !double.TryParse(trimmed[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out count))
        {
            return false;
        }

        double ticks = count * _units[found].Span.Ticks;
        if (ticks >= TimeSpan.MaxValue.Ticks)
        {
            return false;
        }

        span = TimeSpan.FromTicks((long)Math.Round(ticks));
        return true;
    }
}
