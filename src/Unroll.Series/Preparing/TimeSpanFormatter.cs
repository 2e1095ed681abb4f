using System.Globalization;

namespace Unroll.Series.Preparing;

/// <summary>Formats spans of time as a number with its unit, for recipes, names of columns and messages.</summary>
public static class TimeSpanFormatter
{
    /// <summary>A span as <see cref="TimeSpanParser"/> reads it: <c>90min</c>, <c>6h</c>, <c>7d</c>.</summary>
    /// <param name="span">The span.</param>
    public static string Format(TimeSpan span)
    {
        (long ticks, string unit) = span.Ticks % TimeSpan.TicksPerDay == 0 ? (TimeSpan.TicksPerDay, "d")
            : span.Ticks % TimeSpan.TicksPerHour == 0 ? (TimeSpan.TicksPerHour, "h")
            : span.Ticks % TimeSpan.TicksPerMinute == 0 ? (TimeSpan.TicksPerMinute, "min")
            : span.Ticks % TimeSpan.TicksPerSecond == 0 ? (TimeSpan.TicksPerSecond, "s")
            : (TimeSpan.TicksPerMillisecond, "ms");
        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)span.Ticks / ticks}{unit}");
    }
}
