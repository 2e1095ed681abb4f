using Unroll.Series.Frames;

namespace Unroll.Tasks.Evaluation;

/// <summary>The period of the seasonal-naive forecast, in rows.</summary>
public static class SeasonalPeriod
{
    private const int MaximumIntervals = 100_000;
    private const int MaximumRows = 1_000_000;
    private const int FewestCycles = 3;
    private const int MostStrays = 20;

    /// <summary>
    /// The customary period of an interval: a day of minutes and hours (10 minutes: 144, hourly: 24), a week of days (7), a year of weeks
    /// (52), months (12) and quarters (4), and 1 (the naive forecast) for years and for anything else.
    /// </summary>
    /// <param name="interval">Time from one row to the next; months count as 28 to 31 days, quarters as 89 to 92.</param>
    public static int Of(TimeSpan interval)
    {
        double days = interval.TotalDays;
        if (days <= 0)
        {
            return 1;
        }

        if (days < 1)
        {
            // Only intervals that divide a day have a daily season of whole rows; seconds would make it too long to be of use.
            return interval >= TimeSpan.FromMinutes(1) && TimeSpan.TicksPerDay % interval.Ticks == 0
                ? (int)(TimeSpan.TicksPerDay / interval.Ticks)
                : 1;
        }

        return days switch
        {
            1 => 7,
            7 => 52,
            >= 28 and <= 31 => 12,
            >= 89 and <= 92 => 4,
            _ => 1,
        };
    }

    /// <summary>
    /// The customary period of a series, by the median time from one row to the next; 1 where rows are numbered. Where nights or weekends
    /// have no
    /// rows, a day or a week has as many as it mostly has: 5 working days, 9 office hours. Days are those of the series' time zone.
    /// </summary>
    /// <param name="time">Stamps of the rows.</param>
    public static int Of(TimeIndex time)
    {
        ArgumentNullException.ThrowIfNull(time);
        if (time.Count < 2 || time.IsNumbered)
        {
            return 1;
        }

        // A regular step is the median; else some thousands of intervals are a sufficient sample.
        int stride = Math.Max(1, (time.Count - 1) / MaximumIntervals);
        List<long> steps = [];
        for (int i = 0; i + 1 < time.Count; i += stride)
        {
            steps.Add(time[i + 1].Ticks - time[i].Ticks);
        }

        steps.Sort();
        TimeSpan interval = TimeSpan.FromTicks(steps[steps.Count / 2]);
        int period = Of(interval);
        return period > 1 && interval <= TimeSpan.FromDays(1) ? RowsOf(time, interval, TimeSpan.FromDays(interval.TotalDays < 1 ? 1 : 7),
            period) : period;
    }

    /// <summary>
    /// Of the hours of a day or the days of a week, how many have rows, where the others have none: nights and weekends are not there in
    /// any cycle,
    /// while gaps fall now here, now there.
    /// </summary>
    private static int RowsOf(TimeIndex time, TimeSpan interval, TimeSpan cycle, int period)
    {
        int[] rows = new int[period];
        int count = Math.Min(time.Count, MaximumRows), cycles = 0;
        long current = -1;
        for (int row = 0; row < count; row++)
        {
            // The first day of the calendar is a Monday.
            (long number, long within) = Math.DivRem(time.Local(row).Ticks, cycle.Ticks);
            rows[Math.Min(period - 1, within / interval.Ticks)]++;
            cycles += number == current ? 0 : 1;
            current = number;
        }

        int usual = rows.Count(there => 2 * there > cycles);
        int strays = rows.Where(there => 2 * there <= cycles).Sum();
        return cycles >= FewestCycles && usual > 1 && strays <= count / MostStrays ? usual : period;
    }
}
