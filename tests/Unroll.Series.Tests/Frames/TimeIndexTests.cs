using Unroll.Series.Frames;

namespace Unroll.Series.Tests.Frames;

public class TimeIndexTests
{
    [Theory]
    [InlineData("2017-02-27 2017-02-28", "2017-03-01 2017-03-02")] // days
    [InlineData("2017-12-18 2017-12-25", "2018-01-01 2018-01-08")] // weeks
    [InlineData("2017-01-01 2017-02-01 2017-03-01", "2017-04-01 2017-05-01")] // months by their first day
    [InlineData("2016-12-31 2017-01-31", "2017-02-28 2017-03-31")] // months by their last day: two stamps that are also 31 days apart
    [InlineData("2017-01-31 2017-02-28 2017-03-31", "2017-04-30 2017-05-31 2017-06-30")]
    [InlineData("2017-01-31 2017-02-28", "2017-03-31 2017-04-30")]
    [InlineData("2017-07-01 2017-08-01", "2017-09-01 2017-10-01")]
    [InlineData("2017-03-31 2017-06-30 2017-09-30", "2017-12-31 2018-03-31")] // quarters
    [InlineData("2001-01-01 2002-01-01 2003-01-01", "2004-01-01 2005-01-01")] // years that are all 365 days long, then a leap year
    [InlineData("2017-01-30T22 2017-01-30T23", "2017-01-31T00 2017-01-31T01")] // hours
    public void Further_stamps_keep_the_calendars_step(string stamps, string further)
    {
        TimeIndex time = new(Parse(stamps));
        DateTime[] expected = Parse(further);
        TimeIndex extended = time.Extend(expected.Length);
        Assert.Equal(expected, extended.AsSpan()[time.Count..].ToArray());
        Assert.Equal(time.AsSpan().ToArray(), extended.AsSpan()[..time.Count].ToArray());
    }

    [Fact]
    public void Uneven_stamps_have_no_next_one()
    {
        TimeIndex time = new(Parse("2017-01-01 2017-01-02 2017-01-04"));
        Assert.Null(time.Step);
        Assert.Null(time.Interval);
        Assert.Contains("2017-01-04", Assert.Throws<InputException>(() => time.Extend(1)).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => time.Slice(0, 1).Extend(1));
        Assert.Equal(TimeSpan.FromDays(1), time.Slice(0, 2).Interval);
    }

    [Fact]
    public void The_first_row_at_or_after_a_moment_is_found()
    {
        TimeIndex time = new(Parse("2017-01-01 2017-01-03 2017-01-05"));
        Assert.Equal(0, time.IndexAtOrAfter(new(2016, 1, 1)));
        Assert.Equal(1, time.IndexAtOrAfter(new(2017, 1, 2)));
        Assert.Equal(1, time.IndexAtOrAfter(new(2017, 1, 3)));
        Assert.Equal(3, time.IndexAtOrAfter(new(2018, 1, 1)));
        Assert.Equal(0, time.Slice(1, 2).IndexAtOrAfter(new(2017, 1, 3)));
    }

    private static DateTime[] Parse(string stamps) => [.. stamps.Split(' ').Select(text => DateTime.ParseExact(
        text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH"], System.Globalization.CultureInfo.InvariantCulture,
        System.Globalization.DateTimeStyles.None))];

    [Theory]
    [InlineData("2021-01-28 2021-02-28 2021-03-28", "2021-04-28")]
    [InlineData("2021-01-30 2021-02-28", "2021-03-30")]
    [InlineData("2021-01-30 2021-02-28 2021-03-30", "2021-04-30")]
    [InlineData("2021-01-29 2021-02-28 2021-03-29", "2021-04-29")]
    [InlineData("2021-04-30 2021-05-31", "2021-06-30")]
    [InlineData("2021-03-31 2021-06-30", "2021-09-30")]
    public void Months_keep_their_day_where_a_short_one_cuts_it(string stamps, string next)
    {
        TimeIndex index = new(
            [.. stamps.Split(' ').Select(stamp => DateTime.Parse(stamp, System.Globalization.CultureInfo.InvariantCulture))]);

        Assert.Equal(DateTime.Parse(next, System.Globalization.CultureInfo.InvariantCulture), index.Extend(1)[index.Count]);
    }
}
