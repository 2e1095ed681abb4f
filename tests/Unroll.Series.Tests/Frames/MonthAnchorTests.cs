using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;

namespace Unroll.Series.Tests.Frames;

/// <summary>Months whose stamps are on a working day or a weekday rather than on a number, as pandas' BM, BMS and WOM.</summary>
public sealed class MonthAnchorTests
{
    [Theory]
    [InlineData(MonthAnchorKind.LastWorkingDay, DayOfWeek.Sunday, 0, 1, "2020-03-31", "2020-04-30 2020-05-29 2020-06-30")]
    [InlineData(MonthAnchorKind.FirstWorkingDay, DayOfWeek.Sunday, 0, 1, "2020-01-01", "2020-02-03 2020-03-02 2020-04-01")]
    [InlineData(MonthAnchorKind.NthWeekday, DayOfWeek.Friday, 3, 1, "2020-03-20", "2020-04-17 2020-05-15 2020-06-19")]
    [InlineData(MonthAnchorKind.LastWeekday, DayOfWeek.Thursday, 0, 1, "2020-03-26", "2020-04-30 2020-05-28 2020-06-25")]
    [InlineData(MonthAnchorKind.LastWorkingDay, DayOfWeek.Sunday, 0, 3, "2019-12-31", "2020-03-31 2020-06-30 2020-09-30")]
    [InlineData(MonthAnchorKind.LastWorkingDay, DayOfWeek.Sunday, 0, 12, "2021-12-31", "2022-12-30 2023-12-29 2024-12-31")]
    public void Forecasts_follow_the_days_of_the_months(
        MonthAnchorKind kind, DayOfWeek weekday, int number, int months, string last, string next)
    {
        MonthAnchor anchor = new(kind, weekday, number);
        DateTime end = Day(last);
        DateTime[] stamps = [
            .. Enumerable.Range(0, 40).Select(i => end.AddDays(1 - end.Day).AddMonths((i - 39) * months))
                .Select(month => anchor.In(month.Year, month.Month).AddHours(7))];
        TimeIndex time = new(stamps);

        Assert.Equal((months, anchor), (time.Step!.Value.Months, time.Step.Value.Anchor));
        Assert.Equal(
            next.Split(' ').Select(text => Day(text).AddHours(7)), time.Extend(3).AsSpan()[^3..].ToArray());
        TimeProfile profile = SeriesProfile.Of(new Frame(time, ["y"], [new double[40]])).Time;
        Assert.EndsWith($", on {anchor}", profile.Rhythm, StringComparison.Ordinal);
        Assert.Equal(0, profile.Gaps);
    }

    [Fact]
    public void A_holiday_moves_a_stamp_but_not_the_next_ones()
    {
        DateTime[] stamps = [.. Enumerable.Range(0, 62).Select(i => new DateTime(2015, 2, 1).AddMonths(i))
            .Select(month => new MonthAnchor(MonthAnchorKind.LastWorkingDay).In(month.Year, month.Month))];
        stamps[13] = stamps[13].AddDays(-1);
        TimeIndex time = new(stamps);
        Assert.Null(time.Step);
        Assert.True(time.IsExtensible);
        Assert.Equal([Day("2020-04-30"), Day("2020-05-29")], time.Extend(2).AsSpan()[^2..].ToArray());
        Assert.Equal("every month, on the last working day", SeriesProfile.Of(new Frame(time, [], [])).Time.Rhythm);

        // A month that is left out is a gap, which forecasts do not pass over.
        TimeIndex gap = new([.. stamps.Where((_, row) => row != 30)]);
        Assert.False(gap.IsExtensible);
        Assert.Equal(1, SeriesProfile.Of(new Frame(gap, [], [])).Time.Gaps);
    }

    [Theory]
    [InlineData("2020-01-31", 1, 31)]
    [InlineData("2020-01-15", 1, 15)]
    public void A_day_by_its_number_stays_one(string first, int months, int day)
    {
        TimeStep step = new(TimeSpan.Zero, months) { Day = day };
        TimeIndex time = new([.. Enumerable.Range(0, 30).Select(i => step.After(Day(first), i))]);
        Assert.Equal((day, default(MonthAnchor)), (time.Step!.Value.Day, time.Step.Value.Anchor));
        TimeIndex weeks = new([.. Enumerable.Range(0, 30).Select(i => Day("2020-01-06").AddDays(28 * i))]);
        Assert.Equal(TimeSpan.FromDays(28), weeks.Interval);
    }

    [Fact]
    public void Series_that_are_each_regular_on_other_days_are_regular()
    {
        SeriesItem[] items = [
            .. new[] { "2012-01-01", "2012-01-15", "2012-01-31" }.Select((first, index) => new SeriesItem(
                $"{index}", new Frame(new TimeIndex([.. Enumerable.Range(0, 100).Select(i => new TimeStep(TimeSpan.Zero, 1)
                { Day = Day(first).Day }.After(Day(first), i))]), ["y"], [new double[100]])))];
        TimeProfile time = SeriesProfile.Of(new SeriesSet(items)).Time;
        Assert.Equal(("every month", 0L, 0.0), (time.Rhythm, time.Gaps, time.IrregularShare));
    }

    private static DateTime Day(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture);
}
