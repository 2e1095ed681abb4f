namespace Unroll.Tasks.Proposals;

/// <summary>Spans of pauses as recipes write them.</summary>
internal static class PauseSpan
{
    private static readonly long[] _units =
        [TimeSpan.TicksPerDay, TimeSpan.TicksPerHour, TimeSpan.TicksPerMinute, TimeSpan.TicksPerSecond, TimeSpan.TicksPerMillisecond];

    /// <summary>A span, a little longer, with two digits that count.</summary>
    public static TimeSpan AtLeast(TimeSpan span)
    {
        long unit = Array.Find(_units, candidate => span.Ticks >= 10 * candidate);
        return unit == 0 ? span : TimeSpan.FromTicks((span.Ticks + unit - 1) / unit * unit);
    }
}
