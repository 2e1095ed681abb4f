using Unroll.Series.Profiling;

namespace Unroll.Analysis.Characteristics;

/// <summary>The periods of the calendar at the step of a series: a day, a week, a month, a year.</summary>
internal static class CalendarPeriods
{
    /// <summary>The periods in rows, the shortest first; none where rows keep no step.</summary>
    /// <param name="time">The rhythm of the rows.</param>
    public static IEnumerable<(int Period, string Name)> Of(TimeProfile time)
    {
        if (time.Step is not { } step)
        {
            yield break;
        }

        if (step.Months > 0)
        {
            yield return (12 / step.Months, "year");
            yield break;
        }

        if (step.Days is { Count: > 0 } recurring)
        {
            yield return (recurring.Count, recurring.AreOfWeek ? "week" : "month");
            yield return ((int)Math.Round(365.2425 / step.Span.TotalDays), "year");
            yield break;
        }

        double days = step.Span.TotalDays;
        int weekdays = time.Pattern?.Weekdays.Count ?? 7;
        if (days < 1)
        {
            TimeSpan open = time.Pattern is { From: { } from, To: { } to }
                ? TimeSpan.FromTicks((to - from + TimeSpan.FromDays(1)).Ticks % TimeSpan.TicksPerDay) + step.Span : TimeSpan.FromDays(1);
            int ofADay = (int)Math.Round(open / step.Span);
            yield return (ofADay, "day");
            yield return (ofADay * weekdays, "week");
        }
        else if (days == 1)
        {
            yield return (weekdays, "week");
            yield return ((int)Math.Round(365.25 * weekdays / 7), "year");
        }
        else
        {
            yield return ((int)Math.Round(365.25 / days), "year");
        }
    }
}
