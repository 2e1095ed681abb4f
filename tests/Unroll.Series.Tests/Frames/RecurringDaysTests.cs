using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Profiling;

namespace Unroll.Series.Tests.Frames;

/// <summary>Stamps on several days of each week or month, as the 1st and the 15th.</summary>
public sealed class RecurringDaysTests
{
    [Theory]
    [InlineData("1 15", "2020-01-15", "2020-02-01 2020-02-15 2020-03-01", "twice a month, on the 1st and the 15th")]
    [InlineData("15 31", "2020-01-31", "2020-02-15 2020-02-29 2020-03-15", "twice a month, on the 15th and the last day")]
    [InlineData("15 30", "2020-01-30", "2020-02-15 2020-02-29 2020-03-15", "twice a month, on the 15th and the 30th")]
    [InlineData("1 11 21", "2019-12-11", "2019-12-21 2020-01-01 2020-01-11", "3 times a month, on the 1st, the 11th and the 21st")]
    [InlineData("Mon Wed Fri", "2020-01-03", "2020-01-06 2020-01-08 2020-01-10", "3 times a week, on Mon, Wed and Fri")]
    [InlineData("Tue Thu", "2020-01-07", "2020-01-09 2020-01-14 2020-01-16", "twice a week, on Tue and Thu")]
    [InlineData("Sat Sun Wed", "2020-01-05", "2020-01-08 2020-01-11 2020-01-12", "3 times a week, on Wed, Sat and Sun")]
    public void Forecasts_follow_the_days(string days, string last, string next, string rhythm)
    {
        TimeIndex time = new(Stamps(days, Day(last)));

        Assert.Equal(days.Split(' ').Length, time.Step!.Value.Days.Count);
        Assert.Null(time.Interval);
        Assert.Equal(next.Split(' ').Select(text => Day(text).AddHours(7)), time.Extend(3).AsSpan()[^3..].ToArray());
        TimeProfile profile = TimeProfile.Of(SeriesSet.Of(new Frame(time, [], [])));
        Assert.Equal((rhythm, 0, 0.0), (profile.Rhythm, profile.Gaps, profile.IrregularShare));
    }

    [Theory]
    [InlineData("1 15")]
    [InlineData("Mon Wed Fri")]
    public void A_row_that_is_left_out_is_a_gap_that_forecasts_pass_over(string days)
    {
        DateTime[] all = Stamps(days, Day("2020-01-15"));
        TimeIndex time = new([.. all.Where((_, row) => row != 30)]);
        Assert.Null(time.Step);
        Assert.True(time.IsExtensible);
        Assert.Equal(new TimeIndex(all).Extend(4).AsSpan()[^4..].ToArray(), time.Extend(4).AsSpan()[^4..].ToArray());
        TimeProfile profile = TimeProfile.Of(SeriesSet.Of(new Frame(time, [], [])));
        Assert.Equal((1, 1), (profile.Gaps, profile.MissingStamps));
    }

    [Fact]
    public void Days_go_by_local_time()
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        DateTime[] local = Stamps("Mon Wed Fri", Day("2020-03-27"));
        TimeIndex time = new([.. local.Select(stamp => ZoneClock.ToUtc(stamp, zone))], zone);
        Assert.Equal("2020-03-30 07:00+02:00", time.Extend(1).Text(time.Count));
    }

    [Fact]
    public void Other_stamps_are_on_none()
    {
        Random random = new(1);
        DateTime at = Day("2020-01-01");
        List<DateTime> irregular = [];
        for (int i = 0; i < 100; i++)
        {
            irregular.Add(at = at.AddDays(random.Next(1, 5)));
        }

        Assert.Null(new TimeIndex([.. irregular]).Step);
        Assert.False(new TimeIndex([.. irregular]).IsExtensible);

        // Two weeks do not show a habit; working days are their own pattern.
        Assert.Null(new TimeIndex([Day("2020-01-06"), Day("2020-01-08"), Day("2020-01-13"), Day("2020-01-15")]).Step);
        Assert.Null(new TimeIndex(Stamps("Mon Tue Wed Thu Fri", Day("2020-01-31"))).Step);
        Assert.Equal(
            TimeSpan.FromDays(15), new TimeIndex([.. Enumerable.Range(0, 30).Select(i => Day("2020-01-01").AddDays(15 * i))]).Interval);
    }

    [Fact]
    public void Seasons_of_rows_are_counted_by_the_days()
    {
        DateTime[] stamps = Stamps("1 15", Day("2020-01-15"));
        Frame frame = new(new TimeIndex(stamps), ["y"], [[.. stamps.Select(stamp => stamp.Day == 1 ? 1.0 : 5)]]);
        double[] gappy = frame.Column("y").ToArray();
        (gappy[20], gappy[21]) = (double.NaN, double.NaN);
        Frame missing = new(frame.Time, ["y"], [gappy]);
        ImputeStep step = new(new ImputeOptions { Method = ImputeMethod.Seasonal, Season = Unroll.Series.Preparing.Season.Rows(2) });
        SeriesSet set = SeriesSet.Of(missing);
        Frame filled = Preparation.Fit([step], set, new PreparationOptions()).Transform(set).Series[0].Frame;
        Assert.Equal(frame.Column("y").ToArray(), filled.Column("y").ToArray());
    }

    /// <summary>Sixty stamps at 7 o'clock on some days, up to a date.</summary>
    private static DateTime[] Stamps(string days, DateTime last)
    {
        string[] names = days.Split(' ');
        return [.. Enumerable.Range(0, 1000).Select(back => last.AddDays(-back)).Where(date => names.Any(name =>
            int.TryParse(name, CultureInfo.InvariantCulture, out int day)
                ? date.Day == Math.Min(day, DateTime.DaysInMonth(date.Year, date.Month))
                : date.DayOfWeek.ToString().StartsWith(name, StringComparison.Ordinal))).Take(60).Reverse()
            .Select(date => date.AddHours(7))];
    }

    private static DateTime Day(string text) => DateTime.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
