using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>Which rows of which series are to learn from, to choose by and to tell the result on. No row of a series is in two parts.</summary>
/// <param name="Training">Rows that networks and steps of preparation learn from.</param>
/// <param name="Validation">Rows that training is watched on; may be none.</param>
/// <param name="Test">Rows that the result is told on; may be none.</param>
public sealed record SplitPlan(IReadOnlyList<SeriesRows> Training, IReadOnlyList<SeriesRows> Validation, IReadOnlyList<SeriesRows> Test)
{
    /// <summary>Whole series in parts.</summary>
    /// <param name="set">The series.</param>
    /// <param name="items">Which series is in which part.</param>
    public static SplitPlan OfItems(SeriesSet set, ItemSplit items)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(items);
        SeriesRows[] Whole(IReadOnlyList<int> indices) => [.. indices.Select(i => new SeriesRows(i, new(0, set[i].Frame.RowCount)))];
        return new(Whole(items.Training), Whole(items.Validation), Whole(items.Test));
    }

    /// <summary>A single series in parts.</summary>
    /// <param name="split">Its parts.</param>
    public static SplitPlan Of(ChronologicalSplit split)
    {
        ArgumentNullException.ThrowIfNull(split);
        return new([new(0, split.Training)], [new(0, split.Validation)], [new(0, split.Test)]);
    }

    /// <summary>The series of a part, as windows are taken from them: the whole frames, with the part's rows as those that targets must be in.</summary>
    /// <param name="set">The prepared series.</param>
    /// <param name="part">One of the parts.</param>
    public static IReadOnlyList<WindowedSeries> Windowed(SeriesSet set, IReadOnlyList<SeriesRows> part)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(part);
        return [.. part.Select(rows => new WindowedSeries(set[rows.Series].Id, set[rows.Series].Frame, rows.Rows, set[rows.Series].Statics))];
    }

    /// <summary>The rows of a part alone, as steps of preparation learn from them.</summary>
    /// <param name="set">The series.</param>
    /// <param name="part">One of the parts, with at least one row.</param>
    public static SeriesSet RowsOnly(SeriesSet set, IReadOnlyList<SeriesRows> part)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(part);
        return new(
            [.. part.Select(rows => set[rows.Series] with { Frame = set[rows.Series].Frame.Slice(rows.Rows.Start, rows.Rows.Count) })], set.StaticNames, set.ClassNames);
    }
}
