using Unroll.Series.Frames;

namespace Unroll.Series.Tests.Frames;

/// <summary>A series that knows its time zone: UTC inside, local time outside.</summary>
public class ZonedTimeIndexTests
{
    private static readonly TimeZoneInfo _berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private static readonly TimeZoneInfo _newYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    [Fact]
    public void Local_times_are_those_of_the_zone_at_any_time_of_the_year()
    {
        DateTime[] stamps = [.. Enumerable.Range(0, 3 * 24 * 366).Select(step => new DateTime(2016, 1, 1).AddMinutes(20 * step))];
        foreach (TimeZoneInfo zone in new[] { _berlin, _newYork, TimeZoneInfo.FindSystemTimeZoneById("Australia/Lord_Howe") })
        {
            TimeIndex time = new(stamps, zone);
            DateTime[] local = new DateTime[stamps.Length - 7];
            time.CopyLocal(7, local);
            Assert.Equal(stamps.Skip(7).Select(stamp => TimeZoneInfo.ConvertTimeFromUtc(stamp, zone)), local);
            Assert.Equal(local[1000], time.Local(1007));
            Assert.All(Enumerable.Range(0, 1000).Select(i => 20 * i), i => Assert.Equal(local[i], time.ToLocal(time.FromLocal(local[i]))));
        }

        TimeIndex plain = new(stamps);
        Assert.Equal(stamps[5], plain.Local(5));
        Assert.Equal(stamps[5], plain.FromLocal(stamps[5]));
    }

    [Fact]
    public void Hours_go_on_as_they_pass_and_days_by_the_clock_on_the_wall()
    {
        // From Friday evening on, over the night of 29 October 2022 in which the clock is set back.
        TimeIndex hours = Utc(_berlin, 60, i => new DateTime(2022, 10, 28, 18, 0, 0).AddHours(i));
        Assert.Equal(new TimeStep(TimeSpan.FromHours(1), 0), hours.Step);
        Assert.Equal(hours[59].AddHours(2), hours.Extend(2)[61]);

        TimeIndex days = Local(_berlin, 20, i => new DateTime(2022, 10, 15).AddDays(i));
        Assert.Equal(new TimeStep(TimeSpan.FromDays(1), 0) { Zone = _berlin }, days.Step);
        Assert.Equal(TimeSpan.FromDays(1), days.Interval);
        Assert.Equal(25, (days[16] - days[15]).TotalHours);
        TimeIndex before = days.Slice(0, 10).Extend(10);
        Assert.Equal(days.AsSpan().ToArray(), before.AsSpan().ToArray());
        Assert.Same(_berlin, before.Zone);

        TimeIndex months = Local(_newYork, 12, i => new DateTime(2022, 1, 31).AddMonths(i));
        Assert.Equal(new TimeStep(TimeSpan.Zero, 1) { Day = 31, Zone = _newYork }, months.Step);
        Assert.Equal(new DateTime(2022, 11, 30, 5, 0, 0), months[10]);
        Assert.Equal(months.AsSpan().ToArray(), months.Slice(0, 8).Extend(4).AsSpan().ToArray());

        // Exactly 24 hours apart, though the zone has days of 23 and 25.
        TimeIndex spans = Utc(_berlin, 200, i => new DateTime(2022, 9, 1).AddDays(i));
        Assert.Equal(new TimeStep(TimeSpan.FromDays(1), 0), spans.Step);
        Assert.Equal(spans[199].AddDays(3), spans.Extend(3)[202]);
    }

    [Fact]
    public void Office_hours_are_local()
    {
        DateTime[] open = [
            .. Enumerable.Range(0, 60).Select(day => new DateTime(2022, 9, 12).AddDays(day))
                .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            .SelectMany(day => Enumerable.Range(9, 8).Select(hour => day.AddHours(hour)))];
        TimeIndex time = Local(_berlin, open.Length, i => open[i]);
        int known = Array.IndexOf(open, new DateTime(2022, 10, 28, 9, 0, 0));
        Assert.Equal(time.AsSpan().ToArray(), time.Slice(0, known + 1).Extend(open.Length - known - 1).AsSpan().ToArray());

        DateTime[] workdays = [.. open.Where(stamp => stamp.Hour == 9).Select(stamp => stamp.Date)];
        TimeIndex days = Local(_berlin, workdays.Length, i => workdays[i]);
        Assert.Equal(days.AsSpan().ToArray(), days.Slice(0, 30).Extend(workdays.Length - 30).AsSpan().ToArray());
    }

    [Fact]
    public void Texts_are_local_and_tell_the_two_hours_of_autumn_apart()
    {
        TimeIndex hours = Utc(_berlin, 4, i => new DateTime(2022, 10, 29, 23, 0, 0).AddHours(i));
        Assert.Equal(
            ["2022-10-30 01:00+02:00", "2022-10-30 02:00+02:00", "2022-10-30 02:00+01:00", "2022-10-30 03:00+01:00"],
            Enumerable.Range(0, 4).Select(hours.Text));
        Assert.Equal("2022-10-30 02:00:00+01:00", TimeIndex.ToFileText(hours[2], "yyyy-MM-dd HH:mm:ss", hours.Zone));
        Assert.Equal("2022-10-30T02:00:00+02:00", TimeIndex.ToFileText(hours[1], "s", hours.Zone));
        Assert.Equal("2022-10-30 00:00:00", TimeIndex.ToFileText(hours[1], "yyyy-MM-dd HH:mm:ss"));
        Assert.Equal("2022-10-30", new TimeIndex([new DateTime(2022, 10, 29, 22, 0, 0)], _berlin).Text(0));
        Assert.Equal("2022-01-02 19:30-05:00", new TimeIndex([new DateTime(2022, 1, 3, 0, 30, 0)], _newYork).Text(0));
        Assert.Equal("17", TimeIndex.ToFileText(new DateTime(17), "s", _berlin));

        Assert.Equal(
            "yyyy-MM-dd",
            TimeIndex.FileFormat([(new DateTime(2022, 10, 29, 22, 0, 0), _berlin), (new DateTime(2022, 10, 30, 23, 0, 0), _berlin)]));
        Assert.Equal("yyyy-MM-dd HH:mm", TimeIndex.FileFormat([(new DateTime(2022, 10, 29), _berlin)]));
        Assert.Equal(
            "yyyy-MM-dd HH:mm:ss", TimeIndex.FileFormat([(new DateTime(2022, 10, 29, 0, 0, 1), null), (new DateTime(2022, 10, 29), null)]));
    }

    [Fact]
    public void The_zone_is_kept()
    {
        TimeIndex time = Utc(_berlin, 10, i => new DateTime(2022, 1, 1).AddHours(i));
        Frame left = new(time, ["a"], [new double[10]]);
        Frame right = new(time.Slice(2, 5), ["b"], [new double[5]]);
        Assert.All([time.Slice(1, 3), time.Pick([1, 5]), time.Extend(1)], part => Assert.Same(_berlin, part.Zone));
        Assert.All(
            [FrameJoin.Exact(left, right), FrameJoin.Union(left, right), FrameJoin.AsOf(left, right), left.Extend(1), left.Slice(1, 2),
                left.Select("a")],
            frame => Assert.Same(_berlin, frame.Time.Zone));
        Frame plain = new(new TimeIndex(time.AsSpan().ToArray()), ["b"], [new double[10]]);
        Assert.Contains("time zone", Assert.Throws<InputException>(() => FrameJoin.Exact(left, plain)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_the_clock_leaves_out_is_as_much_later_and_one_shown_twice_is_the_first()
    {
        TimeIndex time = new([new DateTime(2022, 1, 1)], _berlin);
        Assert.Equal(new DateTime(2022, 3, 27, 1, 30, 0), time.FromLocal(new DateTime(2022, 3, 27, 2, 30, 0)));
        Assert.Equal(new DateTime(2022, 3, 27, 3, 30, 0), time.ToLocal(new DateTime(2022, 3, 27, 1, 30, 0)));
        Assert.Equal(new DateTime(2022, 10, 30, 0, 30, 0), time.FromLocal(new DateTime(2022, 10, 30, 2, 30, 0)));
        Assert.Equal(DateTime.MaxValue, time.ToLocal(DateTime.MaxValue));
        Assert.Equal(DateTime.MinValue, time.FromLocal(DateTime.MinValue));
    }

    private static TimeIndex Utc(TimeZoneInfo zone, int count, Func<int, DateTime> stamp) =>
        new([.. Enumerable.Range(0, count).Select(stamp)], zone);

    private static TimeIndex Local(TimeZoneInfo zone, int count, Func<int, DateTime> local) =>
        Utc(zone, count, i => TimeZoneInfo.ConvertTimeToUtc(local(i), zone));
}
