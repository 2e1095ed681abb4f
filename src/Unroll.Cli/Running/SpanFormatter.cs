using System.Globalization;

namespace Unroll.Cli.Running;

/// <summary>Spans of time as recipes write them.</summary>
internal static class SpanFormatter
{
    private static readonly (string Name, long Ticks)[] _units =
    [
        ("w", TimeSpan.TicksPerDay * 7), ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("min", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
    ];

    /// <summary>A span in the largest unit that it is a whole number of: <c>5min</c>, <c>1d</c>, <c>90s</c>; below that parts of a millisecond.</summary>
    internal static string Of(TimeSpan span)
    {
        (string name, long ticks) = Array.Find(_units, unit => span.Ticks % unit.Ticks == 0);
        return name is null
            ? string.Create(CultureInfo.InvariantCulture, $"{span.Ticks / (decimal)TimeSpan.TicksPerMillisecond:0.####}ms")
            : string.Create(CultureInfo.InvariantCulture, $"{span.Ticks / ticks}{name}");
    }

    /// <summary>A span, a little longer, with two digits that count.</summary>
    internal static string AtLeast(TimeSpan span)
    {
        long unit = Array.Find(_units[1..], candidate => span.Ticks >= 10 * candidate.Ticks).Ticks;
        return unit == 0 ? Of(span) : Of(TimeSpan.FromTicks((span.Ticks + unit - 1) / unit * unit));
    }
}
