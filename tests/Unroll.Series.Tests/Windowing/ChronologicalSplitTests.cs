using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;

namespace Unroll.Series.Tests.Windowing;

public class ChronologicalSplitTests
{
    private static readonly TimeIndex _time = new([.. Enumerable.Range(0, 1096).Select(day => new DateTime(2015, 1, 1).AddDays(day))]);

    [Fact]
    public void Parts_by_shares_follow_one_another_and_use_every_row() => Prop.ForAll(
        Gen.Choose(20, 3000)
            .SelectMany(
                rows => Gen.Choose(10, 80).SelectMany(train => Gen.Choose(5, 95 - train).Select(validation => (rows, train, validation))))
            .ToArbitrary(),
        sample =>
        {
            double train = sample.train / 100.0;
            double validation = sample.validation / 100.0;
            ChronologicalSplit split = ChronologicalSplit.ByShares(sample.rows, train, validation, 1 - train - validation);
            return split.Training.Start == 0 && split.Validation.Start == split.Training.End && split.Test.Start == split.Validation.End
                && split.Test.End == sample.rows && Math.Abs(split.Training.Count - (train * sample.rows)) <= 1;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parts_by_time_hold_their_ends_and_never_overlap()
    {
        ChronologicalSplit split = ChronologicalSplit.ByTime(_time, Year(2015), Year(2016), Year(2017));
        Assert.Equal(new RowRange(0, 365), split.Training);
        Assert.Equal(new RowRange(365, 366), split.Validation);
        Assert.Equal(new RowRange(731, 365), split.Test);
        Assert.True(split.Test.Contains(1095));
        Assert.False(split.Test.Contains(730));
    }

    [Fact]
    public void Rows_between_the_parts_belong_to_none()
    {
        ChronologicalSplit split = ChronologicalSplit.ByTime(
            _time, (new(2014, 1, 1), new(2015, 1, 10)), (new(2015, 2, 1), new(2015, 2, 1)), (new(2017, 12, 30), new(2020, 1, 1)));
        Assert.Equal(new RowRange(0, 10), split.Training);
        Assert.Equal(new RowRange(31, 1), split.Validation);
        Assert.Equal(new RowRange(1094, 2), split.Test);
    }

    [Fact]
    public void Parts_that_overlap_or_run_backwards_are_refused()
    {
        InputException overlap = Assert.Throws<InputException>(
            () => ChronologicalSplit.ByTime(_time, Year(2015), (new(2015, 12, 31), new(2016, 12, 31)), Year(2017)));
        Assert.Contains("2015-12-31", overlap.Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => ChronologicalSplit.ByTime(_time, Year(2016), Year(2015), Year(2017)));
    }

    [Fact]
    public void A_part_without_rows_tells_what_there_is()
    {
        InputException exception = Assert.Throws<InputException>(
            () => ChronologicalSplit.ByTime(_time, Year(2015), Year(2016), Year(2018)));
        Assert.Contains("test", exception.Message, StringComparison.Ordinal);
        Assert.Contains("2015-01-01 to 2017-12-31", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, 0.8, 0.2, 0)]
    [InlineData(100, 0.8, 0.2, 0.1)]
    [InlineData(100, double.NaN, 0.1, 0.1)]
    [InlineData(3, 0.8, 0.1, 0.1)]
    public void Shares_that_leave_a_part_empty_are_refused(int rows, double training, double validation, double test) =>
        Assert.Throws<InputException>(() => ChronologicalSplit.ByShares(rows, training, validation, test));

    private static (DateTime First, DateTime Last) Year(int year) => (new(year, 1, 1), new DateTime(year + 1, 1, 1).AddTicks(-1));
}
