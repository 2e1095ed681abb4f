using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Profiling;

namespace Unroll.Series.Tests.Profiling;

/// <summary>What a profile says of stamps, worked out by hand.</summary>
public class TimeProfileTests
{
    private static readonly DateTime _monday = new(2024, 1, 1);

    [Theory]
    [InlineData("2008-01-01", 1, "2008-01")]
    [InlineData("2008-04-01", 3, "2008-04")]
    [InlineData("2008-01-01", 12, "2008")]
    [InlineData("2008-01-15", 1, "2008-01-15")]
    public void Months_are_told_without_a_day_that_says_nothing(string first, int months, string text)
    {
        DateTime start = DateTime.Parse(first, CultureInfo.InvariantCulture);
        DateTime[] stamps = [.. Enumerable.Range(0, 20).Select(i => start.AddMonths(i * months))];
        Assert.Equal(text, TimeProfile.Of(SeriesSet.Of(new Frame(new TimeIndex(stamps), [], []))).Text(start));
    }

    [Fact]
    public void Days_with_a_gap()
    {
        TimeProfile time = Describe([.. Days(10), .. Days(10).Select(day => day.AddDays(12))]);

        Assert.Equal(new TimeStep(TimeSpan.FromDays(1), 0), time.Step);
        Assert.Equal("every day", time.Rhythm);
        Assert.Equal(_monday, time.First);
        Assert.Equal(_monday.AddDays(21), time.Last);
        Assert.Equal((1, 2), (time.Gaps, time.MissingStamps));
        TimeGap gap = Assert.Single(time.LargestGaps);
        Assert.Equal(new TimeGap("1", _monday.AddDays(9), _monday.AddDays(12), 2), gap);
        Assert.Equal(1 / 19.0, time.IrregularShare, 12);
        Assert.Equal(TimeSpan.FromDays(3), time.LongestInterval);
        Assert.Equal(TimeSpan.FromDays(1), time.ShortestInterval);
        Assert.Equal(TimeSpan.FromDays(1), time.MedianInterval);
    }

    [Fact]
    public void Working_days_are_no_gaps_but_a_holiday_is()
    {
        DateTime[] open = [.. Days(28).Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))];

        TimeProfile whole = Describe(open);
        Assert.Equal("every day, Mon–Fri", whole.Rhythm);
        Assert.Equal((0, 0, 0), (whole.Gaps, whole.MissingStamps, whole.IrregularShare));

        // The Friday of the second week and the Monday of the third are missing: two stamps over a weekend.
        TimeProfile holiday = Describe([.. open.Where(day => day != _monday.AddDays(11) && day != _monday.AddDays(14))]);
        Assert.Equal("Mon–Fri", holiday.Pattern?.ToString());
        Assert.Equal(new TimeGap("1", _monday.AddDays(10), _monday.AddDays(15), 2), Assert.Single(holiday.LargestGaps));
    }

    [Fact]
    public void Office_hours_are_no_gaps_but_a_missing_half_hour_is()
    {
        DateTime[] open =
        [
            .. Days(21).Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                .SelectMany(day => Enumerable.Range(0, 18).Select(slot => day.AddHours(9).AddMinutes(30 * slot))),
        ];

        TimeProfile whole = Describe(open);
        Assert.Equal("every 30 min, Mon–Fri 09:00–17:30", whole.Rhythm);
        Assert.Equal((0, 0, 0), (whole.Gaps, whole.MissingStamps, whole.IrregularShare));

        // From Friday 17:00 to Monday 09:30: Friday 17:30 and Monday 09:00.
        TimeProfile gap = Describe(
            [.. open.Where(stamp => stamp != _monday.AddDays(4).AddHours(17.5) && stamp != _monday.AddDays(7).AddHours(9))]);
        Assert.Equal((1, 2), (gap.Gaps, gap.MissingStamps));
        Assert.Equal("Mon–Fri 09:00–17:30", gap.Pattern?.ToString());
    }

    [Fact]
    public void Hours_of_one_day_are_no_pattern_however_many_series_share_it()
    {
        SeriesItem[] items = [.. Enumerable.Range(0, 5).Select(i => new SeriesItem($"{i}", new Frame(
            new TimeIndex([.. Enumerable.Range(0, 64).Select(slot => _monday.AddMinutes(10 * slot))]), ["x"], [new double[64]])))];

        TimeProfile time = SeriesProfile.Of(new SeriesSet(items)).Time;

        Assert.Equal("every 10 min", time.Rhythm);
        Assert.Null(time.Pattern);
    }

    [Fact]
    public void A_night_shift_is_one_day()
    {
        DateTime[] shift = [
            .. Days(21).Where(day => day.DayOfWeek != DayOfWeek.Saturday)
                .SelectMany(day => Enumerable.Range(0, 9).Select(hour => day.AddHours(22 + hour)))];

        TimeProfile time = Describe(shift);

        Assert.Equal("every hour, Sun–Fri 22:00–06:00", time.Rhythm);
        Assert.Equal(0, time.Gaps);
    }

    [Fact]
    public void Working_days_at_odd_minutes_have_no_gaps()
    {
        DateTime[] open =
        [
            .. Days(21).Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                .SelectMany(day => Enumerable.Range(0, 288).Select(slot => day.AddMinutes(1 + (5 * slot)))),
        ];

        TimeProfile time = Describe(open);

        Assert.Equal("every 5 min, Mon–Fri", time.Rhythm);
        Assert.Equal((0, 0.0), (time.Gaps, time.IrregularShare));
    }

    [Theory]
    [InlineData(1, "every month")]
    [InlineData(3, "every quarter")]
    [InlineData(12, "every year")]
    [InlineData(24, "every 2 years")]
    public void Months_are_counted_and_one_that_lacks_is_a_gap(int months, string rhythm)
    {
        DateTime[] stamps = [.. Enumerable.Range(0, 20).Select(i => new DateTime(2001, 1, 31).AddMonths(months * i))];

        TimeProfile whole = Describe(stamps);
        Assert.Equal((rhythm, 0, 0), (whole.Rhythm, whole.Gaps, whole.IrregularShare));

        TimeProfile gap = Describe([.. stamps.Where((_, i) => i is not (7 or 8))]);
        Assert.Equal((rhythm, 1, 2), (gap.Rhythm, gap.Gaps, gap.MissingStamps));
    }

    [Fact]
    public void Irregular_stamps_have_no_step_and_a_pause_out_of_proportion_is_told()
    {
        Random random = new(1);
        DateTime at = _monday;
        List<DateTime> stamps = [];
        for (int i = 0; i < 500; i++)
        {
            at = at.AddSeconds(i == 250 ? 7200 : random.Next(50, 71));
            stamps.Add(at);
        }

        TimeProfile time = Describe([.. stamps]);

        Assert.Null(time.Step);
        Assert.Matches("^irregular, about every (59|60|61) s$|^irregular, about every minute$", time.Rhythm);
        Assert.Equal((1, 0), (time.Gaps, time.MissingStamps));
        Assert.Null(time.LargestGaps[0].MissingStamps);
        Assert.Equal(stamps[249], time.LargestGaps[0].After);
        Assert.True(time.IrregularShare > 0.8);
    }

    [Fact]
    public void Intervals_of_random_whole_seconds_are_not_a_grid_of_seconds()
    {
        Random random = new(1);
        DateTime at = _monday;
        DateTime[] stamps = [.. Enumerable.Range(0, 500).Select(_ => at = at.AddSeconds(random.Next(1, 11)))];

        Assert.Null(Describe(stamps).Step);
    }

    [Fact]
    public void Gaps_of_many_series_name_the_series_and_the_largest_come_first()
    {
        Frame first = Frame([.. Days(10).Where((_, i) => i is not 4)]);
        Frame second = Frame([.. Days(10).Where((_, i) => i is not (2 or 3 or 6))]);

        TimeProfile time = SeriesProfile.Of(new SeriesSet([new("a", first), new("b", second)]), new() { Examples = 2 }).Time;

        Assert.Equal((3, 4), (time.Gaps, time.MissingStamps));
        Assert.Equal([2L, 1], time.LargestGaps.Select(gap => gap.MissingStamps!.Value));
        Assert.Equal("b", time.LargestGaps[0].Id);
    }

    [Fact]
    public void Numbered_rows_and_single_stamps_have_nothing_to_tell()
    {
        TimeProfile numbered = SeriesProfile.Of(new Frame(TimeIndex.Numbered(5), ["x"], [new double[5]])).Time;
        Assert.True(numbered.IsNumbered);
        Assert.Equal("numbered rows", numbered.Rhythm);
        Assert.Null(numbered.First);
        Assert.Equal("a single stamp", Describe([_monday]).Rhythm);
        Assert.Null(Describe([]).First);
    }

    private static DateTime[] Days(int count) => [.. Enumerable.Range(0, count).Select(day => _monday.AddDays(day))];

    private static Frame Frame(DateTime[] stamps) => new(new(stamps), ["x"], [new double[stamps.Length]]);

    private static TimeProfile Describe(DateTime[] stamps) => SeriesProfile.Of(Frame(stamps)).Time;
}
