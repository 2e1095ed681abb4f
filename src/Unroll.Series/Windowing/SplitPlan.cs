using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>The training, validation and test part of many series, as rows. No row of a series is in two parts.</summary>
/// <param name="Training">Rows of the training part: networks and steps of preparation are fitted on them.</param>
/// <param name="Validation">Rows of the validation part; may be none.</param>
/// <param name="Test">Rows of the test part; may be none.</param>
public sealed record SplitPlan(IReadOnlyList<SeriesRows> Training, IReadOnlyList<SeriesRows> Validation, IReadOnlyList<SeriesRows> Test)
{
    /// <summary>The plan of whole series.</summary>
    /// <param name="set">The series.</param>
    /// <param name="items">The parts, by indices of series.</param>
    public static SplitPlan OfItems(SeriesSet set, ItemSplit items)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(items);
        SeriesRows[] Whole(IReadOnlyList<int> indices) => [.. indices.Select(i => new SeriesRows(i, new(0, set[i].Frame.RowCount)))];
        return new(Whole(items.Training), Whole(items.Validation), Whole(items.Test));
    }

    /// <summary>The plan of a single series.</summary>
    /// <param name="split">Its parts.</param>
    public static SplitPlan Of(ChronologicalSplit split)
    {
        ArgumentNullException.ThrowIfNull(split);
        return new([new(0, split.Training)], [new(0, split.Validation)], [new(0, split.Test)]);
    }

    /// <summary>The series of a part, as windows take them: the whole frames, with the part's rows as target rows.</summary>
    /// <param name="set">The prepared series.</param>
    /// <param name="part">One of the parts.</param>
    public static IReadOnlyList<WindowedSeries> Windowed(SeriesSet set, IReadOnlyList<SeriesRows> part)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(part);
        return [.. part.Select(
            rows => new WindowedSeries(set[rows.Series].Id, set[rows.Series].Frame, rows.Rows, set[rows.Series].StaticCovariates))];
    }

    /// <summary>The rows of a part alone, as steps of preparation are fitted on them.</summary>
    /// <param name="set">The series.</param>
    /// <param name="part">One of the parts, with at least one row.</param>
    public static SeriesSet RowsOnly(SeriesSet set, IReadOnlyList<SeriesRows> part)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(part);
        return new(
            [.. part.Select(rows => set[rows.Series] with { Frame = set[rows.Series].Frame.Slice(rows.Rows.Start, rows.Rows.Count) })],
            set.StaticNames, set.ClassNames);
    }
}
