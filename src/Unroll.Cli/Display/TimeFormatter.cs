using System.Globalization;
using Unroll.Series.Frames;

namespace Unroll.Cli.Display;

/// <summary>Times as people and files read them.</summary>
internal static class TimeFormatter
{
    /// <summary>
    /// A time of a series: the date alone at midnight, else with hours and minutes, and with seconds where there are any; local, with its
    /// offset, where the series has a zone.
    /// </summary>
    internal static string Of(DateTime time, TimeZoneInfo? zone) => TimeIndex.ToText(time, zone);

    /// <summary>A span of time, for example <c>4 s</c> or <c>2 min 05 s</c>.</summary>
    internal static string Of(TimeSpan span)
    {
        long seconds = (long)Math.Ceiling(Math.Min(span.TotalSeconds, 359_999));
        return seconds < 100 ? string.Create(CultureInfo.InvariantCulture, $"{seconds} s")
            : seconds < 6000 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60} min {seconds % 60:00} s")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600} h {seconds / 60 % 60:00} min");
    }
}
