using System.Runtime.InteropServices;

namespace Unroll.Series.Frames;

/// <summary>
/// Working days and office hours that stamps at one interval keep to, as an exchange does. Found from the stamps themselves, by local time
/// where the series has a zone: a pattern must predict nearly each stamp from the one before, so that holidays and a few lost rows do no
/// harm.
/// </summary>
internal sealed class WorkingPattern
{
    private const int MostStamps = 100_000;
    private const double LeastReproduced = 0.9;
    private const double LeastSeen = 0.3;
    private const int DaysForWeekdays = 21;

    private readonly TimeStep _step;
    private readonly TimeZoneInfo? _zone;
    private readonly HashSet<long> _slots;
    private readonly bool _byWeekday;

    private WorkingPattern(TimeStep step, TimeZoneInfo? zone, HashSet<long> slots, bool byWeekday) =>
        (_step, _zone, _slots, _byWeekday) = (step, zone, slots, byWeekday);

    /// <summary>The pattern of stamps; null where they keep to none.</summary>
    /// <param name="time">The stamps; of a long series, the last ones are looked at.</param>
    public static WorkingPattern? Of(TimeIndex time)
    {
        int first = Math.Max(0, time.Count - MostStamps);
        int count = time.Count - first;
        if (count < 3 || time.IsNumbered)
        {
            return null;
        }

        Dictionary<long, int> intervals = [];
        for (int i = first + 1; i < time.Count; i++)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(intervals, (time[i] - time[i - 1]).Ticks, out _)++;
        }

        TimeSpan interval = new(intervals.MaxBy(pair => pair.Value).Key);
        if (interval > TimeSpan.FromDays(1) || TimeSpan.TicksPerDay % interval.Ticks != 0)
        {
            return null;
        }

        bool byWeekday = (time[time.Count - 1] - time[first]).TotalDays >= DaysForWeekdays;
        Dictionary<long, int> seen = [];
        ZoneClock clock = new(time.Zone);
        for (int i = first; i < time.Count; i++)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(seen, SlotOf(clock.ToLocal(time[i]), byWeekday), out _)++;
        }

        int most = seen.Values.Max();
        WorkingPattern pattern = new(
            TimeStep.Of(interval, time.Zone), time.Zone, [.. seen.Where(pair => pair.Value >= LeastSeen * most).Select(pair => pair.Key)],
            byWeekday);
        return pattern.Tells(time, first) ? pattern : null;
    }

    /// <summary>The stamp after another.</summary>
    /// <param name="stamp">The stamp.</param>
    public DateTime After(DateTime stamp)
    {
        // A week has all slots, one of which is open.
        DateTime next = _step.After(stamp, 1);
        for (DateTime end = stamp.AddDays(7); next < end
            && !_slots.Contains(SlotOf(ZoneClock.ToLocal(next, _zone), _byWeekday)); next = _step.After(next, 1))
        {
        }

        return next;
    }

    private bool Tells(TimeIndex time, int first)
    {
        int told = 0;
        for (int i = first + 1; i < time.Count; i++)
        {
            told += After(time[i - 1]) == time[i] ? 1 : 0;
        }

        return told >= LeastReproduced * (time.Count - first - 1) && After(time[time.Count - 2]) == time[time.Count - 1];
    }

    private static long SlotOf(DateTime stamp, bool byWeekday) =>
        stamp.TimeOfDay.Ticks + (byWeekday ? (long)stamp.DayOfWeek * TimeSpan.TicksPerDay : 0);
}
