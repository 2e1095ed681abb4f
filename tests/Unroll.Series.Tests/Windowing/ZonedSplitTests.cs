using Unroll.Series.Frames;
using Unroll.Series.Windowing;

namespace Unroll.Series.Tests.Windowing;

/// <summary>Parts by dates are by the dates of the series' own zone.</summary>
public class ZonedSplitTests
{
    private static readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    private static readonly TimeIndex _time = new(
        [.. Enumerable.Range(0, 24 * 20).Select(hour => new DateTime(2022, 10, 30, 4, 0, 0).AddHours(hour))], _zone);

    [Fact]
    public void A_day_is_a_local_one()
    {
        // Local midnight of 30 October is row 0; 6 November has 25 hours.
        Assert.Equal(new RowRange(24, 24), new TimeRange(Day(31), Day(32).AddTicks(-1)).RowsOf(_time));
        Assert.Equal(new RowRange(7 * 24, 25), new TimeRange(Day(37), Day(38).AddTicks(-1)).RowsOf(_time));
        Assert.Equal(new RowRange(0, 24 * 20), new TimeRange(DateTime.MinValue, DateTime.MaxValue).RowsOf(_time));

        ChronologicalSplit split = ChronologicalSplit.ByTime(
            _time, (Day(30), Day(36).AddTicks(-1)), (Day(36), Day(37).AddTicks(-1)), (Day(37), Day(40).AddTicks(-1)));
        Assert.Equal([new RowRange(0, 144), new RowRange(144, 24), new RowRange(168, 73)], [split.Training, split.Validation, split.Test]);
        InputException none = Assert.Throws<InputException>(() => ChronologicalSplit.ByTime(
            _time, (Day(30), Day(36).AddTicks(-1)), (Day(36), Day(37).AddTicks(-1)), (Day(90), Day(91))));
        Assert.Contains("2022-10-30 to 2022-11-18 22:00-05:00", none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_series_are_cut_at_local_dates_and_at_common_shares()
    {
        SeriesSet set = new([new("a", Frame(_time)), new("b", Frame(_time.Slice(100, 200)))]);
        SplitPlan plan = PanelSplit.ByTime(set, new(Day(30), Day(37).AddTicks(-1)), null, new(Day(37), Day(38).AddTicks(-1)));
        Assert.Equal([new(0, new(168, 25)), new SeriesRows(1, new(68, 25))], plan.Test);

        SplitPlan shares = PanelSplit.ByCommonShares(set, new(0.5, 0.25, 0.25));
        Assert.Equal(240, shares.Training[0].Rows.Count);
        Assert.Equal(480, shares.Training[0].Rows.Count + shares.Validation[0].Rows.Count + shares.Test[0].Rows.Count);
    }

    private static DateTime Day(int ofOctober) => new DateTime(2022, 10, 1).AddDays(ofOctober - 1);

    private static Frame Frame(TimeIndex time) => new(time, ["x"], [new double[time.Count]]);
}
