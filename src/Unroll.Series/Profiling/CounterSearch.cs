using Unroll.Series.Frames;

namespace Unroll.Series.Profiling;

/// <summary>Finds out whether a column counts the rows of each series, and which numbers it leaves out.</summary>
internal static class CounterSearch
{
    private const int BlockRows = 8192;
    private const double LeastShareOfStep = 0.5;

    /// <summary>The counter; null where values fall or repeat, are no multiples of a step, or rarely follow one another at it.</summary>
    public static Counter? Of(SeriesSet set, string column)
    {
        double step = double.PositiveInfinity;
        foreach ((double before, double after) in Neighbours(set, column))
        {
            double distance = after - before;
            if (!(distance > 0) || distance != Math.Truncate(distance))
            {
                return null;
            }

            step = Math.Min(step, distance);
        }

        long missing = 0, kept = 0, count = 0;
        (double Before, double After) longest = (0, 0);
        foreach ((double before, double after) in Neighbours(set, column))
        {
            double steps = (after - before) / step;
            if (steps != Math.Truncate(steps))
            {
                return null;
            }

            count++;
            kept += steps == 1 ? 1 : 0;
            missing += (long)steps - 1;
            longest = after - before > longest.After - longest.Before ? (before, after) : longest;
        }

        return count > 0 && kept >= LeastShareOfStep * count
            ? new(step, missing, longest.Before, longest.After)
            {
                NumbersRows = step == 1 && missing == 0 && set.Items.All(item => BeginsToCount(item.Frame, column)),
            }
            : null;
    }

    private static bool BeginsToCount(Frame frame, string column)
    {
        Span<double> first = stackalloc double[Math.Min(1, frame.RowCount)];
        frame.CopyColumn(column, 0, first);
        return first.Length == 0 || first[0] is 0 or 1;
    }

    private static IEnumerable<(double Before, double After)> Neighbours(SeriesSet set, string column)
    {
        double[] block = new double[BlockRows];
        foreach (Frame frame in set.Items.Select(item => item.Frame))
        {
            double before = double.NaN;
            for (int start = 0; start < frame.RowCount; start += BlockRows)
            {
                int length = Math.Min(BlockRows, frame.RowCount - start);
                frame.CopyColumn(column, start, block.AsSpan(0, length));
                for (int i = 0; i < length; i++)
                {
                    if (start + i > 0)
                    {
                        yield return (before, block[i]);
                    }

                    before = block[i];
                }
            }
        }
    }
}
