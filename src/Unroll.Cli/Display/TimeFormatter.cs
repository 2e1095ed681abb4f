using System.Globalization;

namespace Unroll.Cli.Display;

/// <summary>Spans of time for people.</summary>
internal static class TimeFormatter
{
    /// <summary>A span of time, for example <c>4 s</c> or <c>2 min 05 s</c>.</summary>
    internal static string Of(TimeSpan span)
    {
        long seconds = (long)Math.Ceiling(Math.Min(span.TotalSeconds, 359_999));
        return seconds < 100 ? string.Create(CultureInfo.InvariantCulture, $"{seconds} s")
            : seconds < 6000 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60} min {seconds % 60:00} s")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600} h {seconds / 60 % 60:00} min");
    }
}
