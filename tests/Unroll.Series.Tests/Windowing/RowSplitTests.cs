using Unroll.Series.Frames;
using Unroll.Series.Windowing;

namespace Unroll.Series.Tests.Windowing;

/// <summary>Splits by numbers and by ranges of rows.</summary>
public class RowSplitTests
{
    [Fact]
    public void Parts_are_as_many_rows_as_are_asked_for_and_follow_one_another_in_each_series()
    {
        SplitPlan plan = PanelSplit.ByRows(Set(20, 12), 5, 0, 4);

        Assert.Equal([new(0, new(0, 5)), new SeriesRows(1, new(0, 5))], plan.Training);
        Assert.Empty(plan.Validation);
        Assert.Equal([new(0, new(5, 4)), new SeriesRows(1, new(5, 4))], plan.Test);
        Assert.Equal([new SeriesRows(0, new(8, 4))], PanelSplit.ByRows(Set(20), new RowRange(2, 3), new(5, 2), new(8, 4)).Test);
    }

    [Fact]
    public void Too_few_rows_and_overlaps_are_refused()
    {
        Assert.Equal("The split by rows takes 13 rows, but series '1' has 12: give fewer rows, or split by shares.",
            Assert.Throws<InputException>(() => PanelSplit.ByRows(Set(20, 12), 5, 4, 4)).Message);
        Assert.Contains("The rows 4 to 6 begin before the rows 0 to 4 have ended",
            Assert.Throws<InputException>(() => PanelSplit.ByRows(Set(20), new RowRange(0, 5), new(4, 3), new(9, 1))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => PanelSplit.ByRows(Set(20), 0, 4, 4));
    }

    private static SeriesSet Set(params int[] rows) => new([.. rows.Select((count, index) =>
        new SeriesItem($"{index}", new Frame(TimeIndex.Numbered(count), ["load"], [new double[count]])))]);
}
