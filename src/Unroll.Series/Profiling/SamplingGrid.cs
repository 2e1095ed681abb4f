using Unroll.Series.Frames;

namespace Unroll.Series.Profiling;

/// <summary>
/// Stamps at a step of at most a day that keep to some hours or some weekdays. A day here begins with the first hour that is measured, so
/// that a night shift is one day.
/// </summary>
internal sealed class SamplingGrid
{
    private const int MinutesOfADay = 24 * 60;
    private const int FewestDays = 3;
    private const int FewestDaysForWeekdays = 14;
    private const double LeastFilled = 0.5;

    private readonly TimeZoneInfo? _zone; // Stamps are taken by their local time.
    private readonly long _step;
    private readonly long _open; // Ticks after midnight of the first stamp of a day.
    private readonly long _stampsOfADay;
    private readonly bool[] _weekdays; // From Sunday, as DayOfWeek.
    private readonly int _daysOfAWeek;

    private SamplingGrid(TimeZoneInfo? zone, long step, long open, long close, bool[] weekdays)
    {
        _zone = zone;
        _step = step;
        _open = open;
        _stampsOfADay = ((close - open) / step) + 1;
        _weekdays = weekdays;
        _daysOfAWeek = weekdays.Count(day => day);
        bool hours = _stampsOfADay * step < TimeSpan.TicksPerDay;
        Pattern = new SamplingPattern(
            [.. Enumerable.Range(1, 7).Select(day => (DayOfWeek)(day % 7)).Where(day => weekdays[(int)day])],
            hours ? new TimeSpan(open) : null,
            hours ? new TimeSpan(close % TimeSpan.TicksPerDay) : null);
    }

    /// <summary>The days and hours.</summary>
    internal SamplingPattern Pattern { get; }

    /// <summary>Finds days and hours that all stamps keep to; null where there are none, or the step does not divide a day.</summary>
    internal static SamplingGrid? Find(SeriesItem[] items, long step)
    {
        if (step <= 0 || TimeSpan.TicksPerDay % step != 0)
        {
            return null;
        }

        (long open, long close) = step < TimeSpan.TicksPerDay ? Hours(items, step) : OneTime(items);
        if (open < 0)
        {
            return null;
        }

        bool[] weekdays = new bool[7];
        HashSet<DateTime> dates = [];
        long days = 0;
        long rows = 0;
        DateTime first = DateTime.MaxValue;
        DateTime last = DateTime.MinValue;
        foreach (SeriesItem item in items)
        {
            DateTime day = DateTime.MinValue;
            ZoneClock clock = new(item.Frame.Time.Zone);
            for (int row = 0; row < item.Frame.RowCount; row++)
            {
                DateTime stamp = clock.ToLocal(item.Frame.Time[row]);
                DateTime own = Shifted(stamp, open).Date;
                weekdays[(int)own.DayOfWeek] = true;
                if (own != day)
                {
                    days++;
                    dates.Add(own);
                    day = own;
                }

                rows++;
                first = own < first ? own : first;
                last = own > last ? own : last;
            }
        }

        if ((last - first).TotalDays < FewestDaysForWeekdays)
        {
            Array.Fill(weekdays, true);
        }

        SamplingGrid grid = new(items[0].Frame.Time.Zone, step, open, close, weekdays);
        bool isPattern = grid._daysOfAWeek < 7 || grid.Pattern.From is not null;
        long expected = days * grid._stampsOfADay;

        // Many series of one day show no more than one of them when days begin and end.
        bool isFilled = rows >= LeastFilled * expected && (grid.Pattern.From is null || dates.Count >= FewestDays);
        long weeks = (long)((last - first).TotalDays / 7);
        bool isWeekFilled = grid._daysOfAWeek == 7 || days >= LeastFilled * weeks * grid._daysOfAWeek;
        return isPattern && isFilled && isWeekFilled ? grid : null;
    }

    /// <summary>The number of the grid's stamps between two others.</summary>
    internal long StampsBetween(DateTime before, DateTime after) => Math.Max(0, StampsUntil(after) - StampsUntil(before.AddTicks(1)));

    /// <summary>The number of the grid's stamps before a moment.</summary>
    private long StampsUntil(DateTime moment)
    {
        DateTime shifted = Shifted(ZoneClock.ToLocal(moment, _zone), _open);
        long fullDays = shifted.Ticks / TimeSpan.TicksPerDay; // Day 0, 1 January of the year 1, is a Monday.
        long measuredDays = fullDays / 7 * _daysOfAWeek;
        for (long day = fullDays / 7 * 7; day < fullDays; day++)
        {
            measuredDays += _weekdays[(day + 1) % 7] ? 1 : 0;
        }

        long ofThisDay = _weekdays[(fullDays + 1) % 7]
            ? Math.Min(_stampsOfADay, ((shifted.Ticks % TimeSpan.TicksPerDay) + _step - 1) / _step) : 0;
        return (measuredDays * _stampsOfADay) + ofThisDay;
    }

    /// <summary>
    /// The longest part of the day that has no stamps is the night; what is left is from opening to closing, in ticks; a whole day where
    /// there is no night.
    /// </summary>
    private static (long Open, long Close) Hours(SeriesItem[] items, long step)
    {
        bool[] used = new bool[MinutesOfADay];
        foreach (long time in TimesOfDay(items))
        {
            used[(int)(time / TimeSpan.TicksPerMinute)] = true;
        }

        int longest = 0;
        int opening = 0;
        int empty = 0;
        for (int minute = 0; minute < 2 * MinutesOfADay; minute++)
        {
            if (!used[minute % MinutesOfADay])
            {
                empty++;
                continue;
            }

            if (empty > longest)
            {
                (longest, opening) = (empty, minute % MinutesOfADay);
            }

            empty = 0;
        }

        // From the opening minute on, the first and the last moment of the day that occur.
        long start = opening * TimeSpan.TicksPerMinute;
        long open = long.MaxValue;
        long close = 0;
        foreach (long time in TimesOfDay(items))
        {
            long at = (time - start + TimeSpan.TicksPerDay) % TimeSpan.TicksPerDay;
            open = Math.Min(open, at);
            close = Math.Max(close, at);
        }

        long night = TimeSpan.TicksPerDay - (close - open);
        bool isNight = night >= 3 * step && night >= TimeSpan.TicksPerHour;
        long phase = items[0].Frame.Time.Local(0).TimeOfDay.Ticks % step;
        return isNight ? (start + open, start + close) : (phase, phase + TimeSpan.TicksPerDay - step);
    }

    /// <summary>The one time of day of daily stamps, in ticks; -1 where they differ.</summary>
    private static (long Open, long Close) OneTime(SeriesItem[] items)
    {
        long first = items[0].Frame.Time.Local(0).TimeOfDay.Ticks;
        return TimesOfDay(items).All(time => time == first) ? (first, first) : (-1, -1);
    }

    /// <summary>The local time of day of each stamp, in ticks.</summary>
    private static IEnumerable<long> TimesOfDay(SeriesItem[] items)
    {
        foreach (TimeIndex time in items.Select(item => item.Frame.Time))
        {
            ZoneClock clock = new(time.Zone);
            for (int row = 0; row < time.Count; row++)
            {
                yield return clock.ToLocal(time[row]).TimeOfDay.Ticks;
            }
        }
    }

    private static DateTime Shifted(DateTime stamp, long open) => stamp.Ticks >= open ? stamp.AddTicks(-open) : DateTime.MinValue;
}
