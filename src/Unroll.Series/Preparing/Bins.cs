using Unroll.Series.Frames;

namespace Unroll.Series.Preparing;

/// <summary>Bins of rows: those from <c>Offsets[i]</c> to before <c>Offsets[i + 1]</c> are aggregated to row i.</summary>
/// <param name="Offsets">First row of each bin, and the number of rows.</param>
/// <param name="Time">A stamp for each bin.</param>
/// <param name="Starts">When each bin begins, in ticks.</param>
/// <param name="Lengths">How long each is, in ticks; one number where all are alike.</param>
internal sealed record Bins(int[] Offsets, TimeIndex Time, long[] Starts, long[] Lengths)
{
    public int Count => Time.Count;

    /// <summary>Bins of a fixed number of rows; the last may have fewer, unless it is to be dropped.</summary>
    public static Bins OfRows(TimeIndex time, int rows, bool dropPartial)
    {
        int count = (time.Count / rows) + (dropPartial || time.Count % rows == 0 ? 0 : 1);
        int[] offsets = [.. Enumerable.Range(0, count + 1).Select(i => (int)Math.Min(time.Count, (long)i * rows))];
        DateTime[] stamps = new DateTime[count];
        for (int i = 0; i < count; i++)
        {
            stamps[i] = time[offsets[i]];
        }

        return new(offsets, time.IsNumbered ? TimeIndex.Numbered(count) : new TimeIndex(stamps, time.Zone), [], []);
    }

    /// <summary>Consecutive bins.</summary>
    /// <param name="start">The first.</param>
    /// <param name="count">How many.</param>
    public Bins Slice(int start, int count) => new(
        Offsets[start..(start + count + 1)], Time.Slice(start, count), Starts[start..(start + count)], Lengths[start..(start + count)]);

    /// <summary>A statistic of a column in each bin.</summary>
    /// <param name="values">The column.</param>
    /// <param name="time">Stamps of its rows.</param>
    /// <param name="statistic">The statistic.</param>
    public double[] Summarize(ReadOnlySpan<double> values, TimeIndex time, Statistic statistic)
    {
        int longest = 0;
        for (int i = 0; i < Count; i++)
        {
            longest = Math.Max(longest, Offsets[i + 1] - Offsets[i]);
        }

        double[] scratch = new double[statistic == Statistic.Median ? longest : 0];
        double[] places = new double[statistic == Statistic.Slope ? longest : 0];
        double[] result = new double[Count];
        for (int i = 0; i < Count; i++)
        {
            int start = Offsets[i], length = Offsets[i + 1] - start;
            for (int row = 0; row < length && places.Length > 0; row++)
            {
                // Without spans, a bin is as long as its rows are many.
                places[row] = Starts.Length == 0 ? row / (double)Offsets[1]
                    : (time[start + row].Ticks - Starts[i]) / (double)Lengths[Lengths.Length == 1 ? 0 : i];
            }

            result[i] = Statistics.Of(statistic, values.Slice(start, length), places.AsSpan(0, places.Length > 0 ? length : 0), scratch);
        }

        return result;
    }
}
