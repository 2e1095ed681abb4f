using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

/// <summary>Where a series knows its time zone, the calendar is the local one, before and after the clock is changed.</summary>
public class LocalTimeTests
{
    private static readonly TimeZoneInfo _berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    // The clock is set back on 27 October 2024, 01:00 UTC, and forward on 31 March.
    private static readonly DateTime _autumn = new(2024, 10, 24, 22, 0, 0);

    [Fact]
    public void The_hour_of_the_day_is_the_local_hour()
    {
        Frame frame = Hourly(_autumn, 24 * 6);
        double[] hours = Transform(new CalendarStep(CalendarUnit.Hour, CalendarEncoding.Number), frame).Column("hour").ToArray();
        Assert.Equal(Enumerable.Range(0,
            frame.RowCount).Select(row =>
                (double)TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(frame.Time[row], DateTimeKind.Utc), _berlin).Hour), hours);
        Assert.Equal([0, 1, 2, 2, 3], hours[48..53]);
        Assert.Equal((0, 0), (hours[0], hours[73]));
    }

    [Fact]
    public void Days_off_and_office_hours_are_local()
    {
        Frame frame = Hourly(new DateTime(2024, 12, 24, 22, 0, 0), 3, zone: _berlin);
        Assert.Equal([0.7, 1, 1], Transform(new HolidayStep(GermanHolidays.ByPopulation()), frame).Column("holiday").ToArray());
        Frame monday = Hourly(new DateTime(2024, 10, 28, 6, 0, 0), 3, zone: _berlin);
        Assert.Equal([0, 1, 1], Transform(new BusinessTimeStep(), monday).Column("office-hours").ToArray());
    }

    [Fact]
    public void Waves_of_a_day_go_by_local_time_and_those_of_a_span_by_its_length()
    {
        Frame frame = Hourly(_autumn, 24 * 6);
        double[] day = Transform(new FourierStep(Season.Day), frame).Column("fourier-day-cos-1").ToArray();
        Assert.Equal((1, 1), (day[0], day[73]));
        double[] span = Transform(new FourierStep(Season.Of(TimeSpan.FromHours(12))), frame).Column("fourier-12h-cos-1").ToArray();
        Assert.Equal(span[..60], span[12..72], (expected, actual) => Math.Abs(expected - actual) < 1e-9);
    }

    [Theory]
    [InlineData("resample: {every: 1d, method: count}")]
    [InlineData("window-features: {span: 1d, statistics: count}")]
    public void A_day_is_a_local_day(string step)
    {
        Frame frame = Hourly(_autumn, (24 * 6) + 1);
        Frame days = PreparingStep.Catalogue.Create(FlowParser.Parse(step)).Fit(SeriesSet.Of(frame)).Transform(frame, "1");
        Assert.Equal([24, 24, 25, 24, 24, 24], days.Column(days.ColumnNames[0]).ToArray());
        Assert.Equal(Enumerable.Range(25, 6).Select(day => new DateTime(2024, 10, 1).AddDays(day - 1)),
            Enumerable.Range(0, 6).Select(days.Time.Local));
        Assert.Equal((TimeSpan.FromDays(1), _berlin), (days.Time.Interval, days.Time.Zone));
        Assert.Equal(new DateTime(2024, 10, 31), days.Extend(1).Time.Local(6));
    }

    [Fact]
    public void Months_begin_at_local_midnight_and_short_spans_at_standard_time()
    {
        Frame frame = Hourly(new DateTime(2024, 2, 29, 21, 0, 0), 24 * 40);
        Frame months = new ResampleStep(new() { Calendar = CalendarPeriod.Month, Partial = PartialIntervals.Keep }).Fit(
            SeriesSet.Of(frame)).Transform(frame, "1");
        Assert.Equal([new DateTime(2024, 2, 1), new DateTime(2024, 3, 1), new DateTime(2024, 4, 1)],
            Enumerable.Range(0, 3).Select(months.Time.Local));
        Frame quarters = new ResampleStep(new() { Every = TimeSpan.FromHours(6) }).Fit(SeriesSet.Of(frame)).Transform(frame, "1");
        Assert.Equal([18, 0, 6], Enumerable.Range(0, 3).Select(row => quarters.Time.Local(row).Hour));
    }

    [Fact]
    public void A_day_ago_is_the_same_local_hour_a_day_before()
    {
        // Local hours as values, those of Monday, 28 October, missing.
        Frame frame = Hourly(_autumn, 24 * 6);
        double[] hours = Transform(new CalendarStep(CalendarUnit.Hour, CalendarEncoding.Number), frame).Column("hour").ToArray();
        double[] gappy = [.. hours.Select((hour, row) => row is >= 73 and < 97 ? double.NaN : hour)];
        Frame known = frame.With("x", gappy);
        foreach (ImputeMethod method in (ImputeMethod[])[ImputeMethod.SeasonAgo, ImputeMethod.Seasonal])
        {
            FittedStep impute = new ImputeStep(new() { Method = method, Season = Season.Day }).Fit(SeriesSet.Of(known.Slice(0, 72)));
            Assert.Equal(hours, impute.Transform(known, "1").Column("x").ToArray());
        }
    }

    private static Frame Transform(PreparingStep step, Frame frame) => step.Fit(SeriesSet.Of(frame)).Transform(frame, "1");

    private static Frame Hourly(DateTime start, int count, TimeZoneInfo? zone = null) =>
        new(new TimeIndex([.. Enumerable.Range(0, count).Select(hour => start.AddHours(hour))], zone ?? _berlin), ["x"],
            [new double[count]]);
}
