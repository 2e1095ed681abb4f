using Unroll.Series.Frames;

namespace Unroll.Series.Profiling;

/// <summary>The intervals between the stamps of series, in ticks.</summary>
internal static class StampIntervals
{
    private const int MostKept = 1 << 20;

    /// <summary>The intervals in ascending order; of very many, every second, third, … one, which has the same median and mode.</summary>
    public static long[] Sorted(SeriesItem[] items)
    {
        long count = items.Sum(item => item.Frame.RowCount - 1L);
        long stride = 1 + (count / MostKept);
        List<long> kept = [];
        long number = 0;
        foreach (SeriesItem item in items)
        {
            TimeIndex stamps = item.Frame.Time;
            for (int i = 1; i < stamps.Count; i++)
            {
                if (number++ % stride == 0)
                {
                    kept.Add((stamps[i] - stamps[i - 1]).Ticks);
                }
            }
        }

        kept.Sort();
        return [.. kept];
    }

    /// <summary>The most frequent interval, and its share of all.</summary>
    public static (long Mode, double Share) Mode(long[] sorted)
    {
        long mode = sorted[0];
        int most = 0;
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start; end < sorted.Length && sorted[end] == sorted[start]; end++)
            {
            }

            if (end - start > most)
            {
                (mode, most) = (sorted[start], end - start);
            }
        }

        return (mode, (double)most / sorted.Length);
    }

    /// <summary>The shortest or the longest interval.</summary>
    public static long Extreme(SeriesItem[] items, bool shortest)
    {
        long extreme = shortest ? long.MaxValue : 0;
        foreach (SeriesItem item in items)
        {
            TimeIndex stamps = item.Frame.Time;
            for (int i = 1; i < stamps.Count; i++)
            {
                long interval = (stamps[i] - stamps[i - 1]).Ticks;
                extreme = shortest ? Math.Min(extreme, interval) : Math.Max(extreme, interval);
            }
        }

        return extreme;
    }
}
