using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Tests.Evaluation;

public sealed class BaselinesTests
{
    private static readonly double[] _series = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90];

    [Theory]
    [InlineData(9, 1, 7, 3)] // t + 1 − 7
    [InlineData(9, 7, 7, 9)] // a whole period ahead: the origin itself
    [InlineData(9, 8, 7, 3)] // beyond a period, the last known season again
    [InlineData(9, 15, 7, 3)]
    [InlineData(9, 3, 1, 9)] // period 1 is the naive forecast
    [InlineData(5, 1, 7, -1)] // before the first whole season
    [InlineData(6, 1, 7, 0)]
    public void Seasonal_naive_takes_the_last_known_row_of_the_same_season(int origin, int step, int period, int expected) =>
        Assert.Equal(expected, Baselines.SeasonalNaiveRow(origin, step, period));

    [Fact]
    public void The_scale_is_the_mean_seasonal_difference_without_the_gaps()
    {
        Assert.Equal(20, Baselines.SeasonalNaiveScale(TimeIndex.Numbered(10), _series, 2).Absolute, 12);
        Assert.Equal((1.0 + 5) / 2, Baselines.SeasonalNaiveScale(TimeIndex.Numbered(5), [1, 2, double.NaN, 3, 8], 1).Absolute, 12);
        Assert.True(double.IsNaN(Baselines.SeasonalNaiveScale(TimeIndex.Numbered(10), _series, 10).Absolute));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 100)]
    [InlineData(1e-9, 0)]
    [InlineData(1e9, -5e9)]
    public void The_scale_of_a_series_that_repeats_itself_but_for_rounding_is_0(double size, double level)
    {
        double[] series = [.. Enumerable.Range(0, 600).Select(t => level + (size * Math.Sin(2 * Math.PI * t / 12)))];

        Assert.Equal(new NaiveScale(0, 0), Baselines.SeasonalNaiveScale(TimeIndex.Numbered(series.Length), series, 12));
    }

    [Theory]
    [InlineData(0, 1e-9)]
    [InlineData(1e6, 1e-3)]
    [InlineData(0.001, 1e-12)] // Changes that are small beside nothing but other series.
    public void The_scale_of_small_changes_is_what_they_are(double level, double change)
    {
        double[] series = [.. Enumerable.Range(0, 600).Select(t => level + (change * (t % 2)))];

        Assert.Equal(1, Baselines.SeasonalNaiveScale(TimeIndex.Numbered(series.Length), series, 1).Absolute / change, 1e-3);
    }

    [Theory]
    [InlineData("2022-03-20")] // an hour less on the 27th
    [InlineData("2022-10-20")] // an hour more on the 30th
    public void The_scale_compares_the_same_local_times_across_a_change_of_the_clocks(string from)
    {
        DateTime start = DateTime.Parse(from, CultureInfo.InvariantCulture);
        DateTime[] hours = [.. Enumerable.Range(0, 24 * 20).Select(hour => start.AddHours(hour))];
        TimeIndex local = new(hours, TimeZoneInfo.FindSystemTimeZoneById("Europe/Copenhagen")), plain = new(hours);
        double[] load = [.. hours.Select((_, row) => Math.Abs(12.0 - local.Local(row).Hour))];

        // The hour that spring leaves out is compared with the next one, and no other hour with another.
        Assert.InRange(Baselines.SeasonalNaiveScale(local, load, 24).Absolute * (hours.Length - 24), 0, 1 + 1e-9);
        Assert.InRange(Baselines.SeasonalNaiveScale(plain, load, 24).Absolute * (hours.Length - 24), 20, 24);
    }

    [Theory]
    [InlineData(10, 144)]
    [InlineData(30, 48)]
    [InlineData(60, 24)]
    [InlineData(24 * 60, 7)]
    [InlineData(7 * 24 * 60, 52)]
    [InlineData(30 * 24 * 60, 12)]
    [InlineData(91 * 24 * 60, 4)]
    [InlineData(365 * 24 * 60, 1)]
    [InlineData(7, 1)] // does not divide a day
    public void The_period_follows_from_the_interval(int minutes, int expected) =>
        Assert.Equal(expected, SeasonalPeriod.Of(TimeSpan.FromMinutes(minutes)));

    [Fact]
    public void The_period_of_months_does_not_depend_on_their_lengths()
    {
        DateTime[] months = [.. Enumerable.Range(0, 30).Select(i => new DateTime(2000, 1, 1).AddMonths(i))];
        Assert.Equal(12, SeasonalPeriod.Of(new TimeIndex(months)));
        DateTime[] quarters = [.. Enumerable.Range(0, 30).Select(i => new DateTime(2000, 1, 1).AddMonths(3 * i))];
        Assert.Equal(4, SeasonalPeriod.Of(new TimeIndex(quarters)));
        Assert.Equal(1, SeasonalPeriod.Of(new TimeIndex([new DateTime(2000, 1, 1)])));
    }

    [Fact]
    public void Where_nights_and_weekends_have_no_rows_a_season_has_those_that_there_are()
    {
        DateTime[] hours = [.. Enumerable.Range(0, 24 * 60).Select(hour => new DateTime(2021, 3, 3).AddHours(hour))];
        DateTime[] days = [.. hours.Where(hour => hour.Hour == 0)];
        DateTime[] workingDays = [
            .. days.Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && day != new DateTime(2021, 4, 2))];

        Assert.Equal(24, SeasonalPeriod.Of(new TimeIndex(hours)));
        Assert.Equal(7, SeasonalPeriod.Of(new TimeIndex(days)));
        Assert.Equal(5, SeasonalPeriod.Of(new TimeIndex(workingDays)));
        Assert.Equal(
            9, SeasonalPeriod.Of(new TimeIndex([.. hours.Where(hour => hour.Hour is >= 8 and < 17 && workingDays.Contains(hour.Date))])));

        // Gaps here and there are none of that.
        Assert.Equal(24, SeasonalPeriod.Of(new TimeIndex([.. hours.Where((_, row) => row % 17 != 0 && row % 7 != 3)])));
        Assert.Equal(7, SeasonalPeriod.Of(new TimeIndex([.. days.Where((_, row) => row % 9 != 4)])));
    }
}
