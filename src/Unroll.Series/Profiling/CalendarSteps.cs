using Unroll.Series.Frames;

namespace Unroll.Series.Profiling;

/// <summary>Finds steps of the calendar that stamps keep: months, or several days of each week or month.</summary>
internal static class CalendarSteps
{
    private const double LeastShareOfMode = 0.5;
    private const int LastDay = 31;

    /// <summary>The step of stamps on the same day of some months: months, quarters, years. Null where they are not.</summary>
    /// <param name="items">The series.</param>
    public static TimeStep? OfMonths(SeriesItem[] items)
    {
        Dictionary<int, int> distances = [];
        HashSet<(int Day, MonthAnchor Anchor)> days = [];
        foreach (SeriesItem item in items)
        {
            TimeIndex stamps = item.Frame.Time;
            if (DayOf(stamps) is not { } own)
            {
                return null;
            }

            days.Add(own);
            for (int i = 1; i < stamps.Count; i++)
            {
                int months = MonthsBetween(stamps[i - 1], stamps[i]);
                distances[months] = distances.GetValueOrDefault(months) + 1;
            }
        }

        // Series may each keep to a day of their own: every month all the same.
        (int day, MonthAnchor anchor) = days.Count == 1 ? days.Single() : default;
        TimeStep step = new(TimeSpan.Zero, distances.MaxBy(entry => entry.Value).Key) { Day = day, Anchor = anchor };
        if (step.Months == 0 || distances.Keys.Any(months => months % step.Months != 0)
            || distances[step.Months] < LeastShareOfMode * distances.Values.Sum())
        {
            return null;
        }

        return step;
    }

    /// <summary>The step on several days of a week or month that all series keep, some rows left out or moved.</summary>
    /// <param name="items">The series.</param>
    public static TimeStep? OnDays(SeriesItem[] items)
    {
        TimeStep?[] steps = [.. items.Select(item => TimeStep.OnDays(item.Frame.Time, isExact: false)).Distinct()];
        return steps is [{ } step] ? step : null;
    }

    /// <summary>The day of the month that all stamps of a series are on, at one time of day; null where there is none.</summary>
    private static (int Day, MonthAnchor Anchor)? DayOf(TimeIndex stamps)
    {
        int day = 0;
        bool allLast = true;
        for (int row = 0; row < stamps.Count; row++)
        {
            DateTime stamp = stamps[row];
            day = Math.Max(day, stamp.Day);
            allLast &= stamp.Day == DateTime.DaysInMonth(stamp.Year, stamp.Month);
            if (stamp.TimeOfDay != stamps[0].TimeOfDay)
            {
                return null;
            }
        }

        day = allLast ? LastDay : day;
        return AreOnDay(stamps, day) ? (day, default) : MonthAnchor.Of(stamps) is { } anchor ? (0, anchor) : null;
    }

    private static bool AreOnDay(TimeIndex stamps, int day)
    {
        for (int row = 0; row < stamps.Count; row++)
        {
            DateTime stamp = stamps[row];
            if (stamp.Day != Math.Min(day, DateTime.DaysInMonth(stamp.Year, stamp.Month)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Months from one stamp to another.</summary>
    /// <param name="before">The one.</param>
    /// <param name="after">The other.</param>
    public static int MonthsBetween(DateTime before, DateTime after) => ((after.Year - before.Year) * 12) + after.Month - before.Month;
}
