using System.Globalization;
using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>The division of time into intervals: by a span, or by a part of the calendar.</summary>
/// <param name="Every">The span; zero where the calendar counts.</param>
/// <param name="Calendar">The part of the calendar.</param>
/// <param name="FromStart">Whether spans are counted from the first row.</param>
/// <param name="ClosedRight">Whether a stamp at a border belongs to the earlier interval.</param>
/// <param name="LabelRight">Whether intervals bear the stamp of their end.</param>
/// <param name="SkipEmpty">Whether intervals without rows are left out.</param>
internal readonly record struct BinRuler(
    TimeSpan Every, CalendarPeriod Calendar, bool FromStart, bool ClosedRight, bool LabelRight, bool SkipEmpty)
{
    private const long MostBins = 50_000_000;

    /// <summary>Ticks of the longest interval.</summary>
    public long LongestTicks => TimeSpan.TicksPerDay * Calendar switch
    {
        CalendarPeriod.Week => 7,
        CalendarPeriod.Month => 31,
        CalendarPeriod.Quarter => 92,
        CalendarPeriod.Year => 366,
        _ => 0,
    } + Every.Ticks;

    /// <summary>The interval as messages show it.</summary>
    public override string ToString() =>
        Calendar == CalendarPeriod.None ? TimeSpanFormatter.Format(Every) : Calendar.ToString().ToLower(CultureInfo.InvariantCulture);

    /// <summary>Cuts the rows of a series into intervals.</summary>
    /// <exception cref="InputException">There would be more intervals than anyone can want.</exception>
    public Bins Cut(TimeIndex time, string step, string id)
    {
        List<int> offsets = [];
        List<long> starts = [];
        List<long> lengths = [];
        long next = long.MinValue;

        // Days and longer intervals are those of the local calendar; the others are as long as they are, and counted from the zone's
        // standard midnight.
        TimeZoneInfo? zone = GoesByLocalTime ? time.Zone : null;
        ZoneClock clock = new(zone);
        long origin = FromStart && time.Count > 0 ? time[0].Ticks : zone is null && time.Zone is { } own ? -own.BaseUtcOffset.Ticks : 0;
        for (int row = 0; row < time.Count; row++)
        {
            // A stamp at a border belongs to the later interval, unless intervals are closed at the right.
            long ticks = clock.ToLocal(time[row]).Ticks - (ClosedRight ? 1 : 0);
            if (ticks < next)
            {
                continue;
            }

            long start = StartOf(ticks, origin);
            if (row > 0 && !SkipEmpty)
            {
                RequireFew(offsets.Count + ((start - next) / (LongestTicks + 1)), time, step, id);
            }

            // Intervals without rows come before the one that the row is in.
            for (long at = row > 0 && !SkipEmpty ? next : start; at <= start; at = next)
            {
                next = NextOf(at);
                offsets.Add(row);
                starts.Add(StampOf(at, zone));
                lengths.Add(StampOf(next, zone) - starts[^1]);
            }
        }

        offsets.Add(time.Count);
        bool labelRight = LabelRight;
        DateTime[] labels =
        [
            .. starts.Zip(lengths,
                (start, length) => new DateTime(Math.Clamp(labelRight ? start + length : start, 0, DateTime.MaxValue.Ticks))),
        ];
        return new([.. offsets], new TimeIndex(labels, time.Zone), [.. starts], [.. lengths]);
    }

    private bool GoesByLocalTime => Calendar != CalendarPeriod.None || (!FromStart && Every.Ticks % TimeSpan.TicksPerDay == 0);

    private static long StampOf(long ticks, TimeZoneInfo? zone) =>
        zone is null ? ticks : ZoneClock.ToUtc(new DateTime(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks)), zone).Ticks;

    private void RequireFew(long bins, TimeIndex time, string step, string id)
    {
        if (bins > MostBins && bins > 10L * time.Count)
        {
            throw new InputException(
                $"Step '{step}' would make over {MostBins} rows of the {time.Count} of series '{id}', from {time.Text(0)} to " +
                $"{time.Text(time.Count - 1)}, at one a {this}: check the stamps, choose a longer interval, or skip empty intervals.");
        }
    }

    private long StartOf(long ticks, long origin)
    {
        if (Calendar is CalendarPeriod.None or CalendarPeriod.Week)
        {
            long length = LongestTicks;
            long since = ticks - origin;
            return origin + ((since >= 0 ? since / length : ((since + 1) / length) - 1) * length);
        }

        DateTime date = new(Math.Max(0, ticks));
        int month = Calendar switch
        {
            CalendarPeriod.Month => date.Month,
            CalendarPeriod.Quarter => ((date.Month - 1) / 3 * 3) + 1,
            _ => 1,
        };
        return new DateTime(date.Year, month, 1).Ticks;
    }

    private long NextOf(long start)
    {
        int months = Calendar switch { CalendarPeriod.Month => 1, CalendarPeriod.Quarter => 3, CalendarPeriod.Year => 12, _ => 0 };
        if (months == 0)
        {
            return start + LongestTicks;
        }

        DateTime date = new(start);
        return date.Year == DateTime.MaxValue.Year && date.Month + months > 12 ? DateTime.MaxValue.Ticks + 1 : date.AddMonths(months).Ticks;
    }
}
