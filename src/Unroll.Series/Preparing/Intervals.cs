using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>Intervals between rows.</summary>
internal static class Intervals
{
    private const double TicksPerMonth = 365.2425 / 12 * TimeSpan.TicksPerDay;

    /// <summary>Median over the series of their median intervals, in ticks; 1 where no series has two rows.</summary>
    public static double MedianTicks(SeriesSet training)
    {
        double[] medians = [.. training.Items.Where(item => item.Frame.RowCount > 1).Select(item => MedianTicks(item.Frame.Time)).Order()];
        return medians.Length > 0 ? medians[medians.Length / 2] : 1;
    }

    /// <summary>The shortest interval of all series, in ticks; null where no series has two rows.</summary>
    public static long? ShortestTicks(SeriesSet training)
    {
        long? shortest = null;
        foreach (SeriesItem item in training.Items)
        {
            TimeIndex time = item.Frame.Time;
            if (time.Interval is { } regular)
            {
                shortest = Math.Min(shortest ?? long.MaxValue, regular.Ticks);
                continue;
            }

            for (int i = 1; i < time.Count; i++)
            {
                shortest = Math.Min(shortest ?? long.MaxValue, (time[i] - time[i - 1]).Ticks);
            }
        }

        return shortest;
    }

    private static double MedianTicks(TimeIndex time)
    {
        // Of picked rows, those that were left out between them count, too.
        if (time.RowStep is { } step && (step.Months == 0 || step != time.Step))
        {
            return step.Months == 0 ? step.Span.Ticks : step.Months * TicksPerMonth;
        }

        long[] intervals = new long[time.Count - 1];
        for (int i = 0; i < intervals.Length; i++)
        {
            intervals[i] = (time[i + 1] - time[i]).Ticks;
        }

        Array.Sort(intervals);
        return intervals[intervals.Length / 2];
    }
}
