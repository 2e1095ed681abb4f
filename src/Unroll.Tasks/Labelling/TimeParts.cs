using Unroll.Series.Frames;
using Unroll.Series.Windowing;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Sequences;

namespace Unroll.Tasks.Labelling;

/// <summary>The parts of series that are split by time: the first rows of each are learned from, the last tested on.</summary>
internal static class TimeParts
{
    /// <summary>The training, validation and test part; null for a part that the split does not have.</summary>
    /// <param name="data">The series with a target for each row.</param>
    /// <param name="split">The split.</param>
    /// <exception cref="InputException">A part has no rows.</exception>
    public static SequenceData?[] Of(SequenceData data, TimeSplit split)
    {
        RowRange[][] rows = [.. data.Series.Items.Select(item => RowsOf(item.Frame.Time, split))];
        return [.. split.Parts.Select((part, place) => part.Value == SplitPart.None ? null : Part(data, part.Key, rows, place))];
    }

    private static SequenceData Part(SequenceData data, string name, RowRange[][] rows, int place)
    {
        int[] filled = [.. Enumerable.Range(0, rows.Length).Where(index => rows[index][place].Count > 0)];
        if (filled.Length == 0)
        {
            throw new InputException(
                $"The {name} part has no rows of {CountFormatter.Format(rows.Length, "series")}, the longest of which has "
                + $"{CountFormatter.Format(data.Series.LongestLength, "rows")}: give each part some.")
            {
                Field = "split." + name,
            };
        }

        return new(
            new SeriesSet(
                [.. filled.Select(index => data.Series[index] with
                {
                    Frame = data.Series[index].Frame.Slice(rows[index][place].Start, rows[index][place].Count),
                })],
                data.Series.StaticNames,
                data.Series.ClassNames),
            [.. filled.Select(index => data.Targets[index].AsSpan(rows[index][place].Start, rows[index][place].Count).ToArray())]);
    }

    /// <summary>The rows of each part of a series; those between two parts are left out behind the earlier one.</summary>
    private static RowRange[] RowsOf(TimeIndex time, TimeSplit split)
    {
        int count = time.Count, end = 0;
        double share = 0;
        List<RowRange> ranges = [];
        foreach ((_, SplitPart part) in split.Parts)
        {
            share += part.Share ?? 0;
            RowRange range = part.Unit switch
            {
                _ when part == SplitPart.None => new(end, 0),
                SplitUnit.Share => Between(end, (int)Math.Round(count * Math.Min(1, share)), count),
                SplitUnit.Rows => Between(end, (int)Math.Min(count, (long)end + part.Rows.Count), count),
                SplitUnit.RowRange => Between(part.Rows.Start, part.Rows.End, count),
                _ => new TimeRange(part.First, part.Last).RowsOf(time),
            };
            int embargo = ranges.Count > 0 && range.Count > 0 && part != SplitPart.None ? Math.Min(split.Embargo, range.Count) : 0;
            ranges.Add(new(range.Start + embargo, range.Count - embargo));
            end = range.End;
        }

        return [.. ranges];
    }

    private static RowRange Between(int start, int end, int count)
    {
        start = Math.Min(start, count);
        return new(start, Math.Max(0, Math.Min(end, count) - start));
    }
}
