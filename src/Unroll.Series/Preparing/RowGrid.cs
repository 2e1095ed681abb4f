using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>The test of rows for a step that they keep to, some of them left out or not.</summary>
internal static class RowGrid
{
    /// <summary>
    /// Whether stamps are at a step: each follows the one before at it, or some steps on, where rows are missing. Those that are further
    /// apart everywhere have a step of their own, unless they are only two.
    /// </summary>
    public static bool Keeps(TimeIndex time, TimeStep step)
    {
        if (time.RowStep is { } own && (own.Span, own.Months, own.Days) == (step.Span, step.Months, step.Days))
        {
            return true;
        }

        long shortest = long.MaxValue;
        ZoneClock clock = new(step.Zone is null ? null : time.Zone);
        for (int row = 1; row < time.Count; row++)
        {
            DateTime before = clock.ToLocal(time[row - 1]), stamp = clock.ToLocal(time[row]);
            (long distance, long unit) = step.Days.Count > 0 ? (step.Days.IndexOf(stamp) - step.Days.IndexOf(before), 1)
                : step.Months > 0 ? (((stamp.Year - before.Year) * 12) + stamp.Month - before.Month, step.Months)
                : (stamp.Ticks - before.Ticks, step.Span.Ticks);
            if (distance < unit || distance % unit != 0)
            {
                return false;
            }

            shortest = Math.Min(shortest, distance / unit);
        }

        return shortest == 1 || time.Count == 2;
    }
}
