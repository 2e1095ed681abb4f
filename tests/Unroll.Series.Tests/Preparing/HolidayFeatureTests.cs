using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

public class HolidayFeatureTests
{
    private static readonly HolidayList _calendar = new("one", [new(new DateOnly(2020, 5, 10), "Day", 0.8)]);

    [Fact]
    public void The_days_around_have_columns_of_their_own()
    {
        HolidayFeature feature = new(_calendar, around: 2);
        Assert.Equal(["holiday-2-before", "holiday-1-before", "holiday", "holiday-1-after", "holiday-2-after"], feature.Names);

        // A column tells of the day that lies so much before or after the stamp's own.
        Assert.Equal([0, 0, 0.8, 0, 0], Compute(feature, new DateTime(2020, 5, 10, 18, 30, 0)));
        Assert.Equal([0, 0, 0, 0.8, 0], Compute(feature, new DateTime(2020, 5, 9)));
        Assert.Equal([0.8, 0, 0, 0, 0], Compute(feature, new DateTime(2020, 5, 12)));
        Assert.Equal([0, 0, 0, 0, 0], Compute(feature, new DateTime(2020, 5, 13)));
    }

    [Fact]
    public void Without_days_around_there_is_the_day_alone()
    {
        Assert.Equal(["holiday"], new HolidayFeature(_calendar, around: 0).Names);
        Assert.Throws<ArgumentOutOfRangeException>(() => new HolidayFeature(_calendar, around: -1));
    }

    [Fact]
    public void The_days_around_reach_over_the_turn_of_the_year()
    {
        HolidayFeature feature = new(new GermanHolidays());
        Assert.Equal([0, 0.7, 1], Compute(feature, new DateTime(2017, 12, 31)));
        Assert.Equal([0.7, 1, 0], Compute(feature, new DateTime(2018, 1, 1)));
    }

    [Fact]
    public void The_days_between_Christmas_and_Epiphany_are_flagged_without_New_Years_Day()
    {
        HolidayFeature feature = new(new GermanHolidays(), around: 0, yearEnd: true);
        int column = feature.Names.ToList().IndexOf("between-the-years");
        DateTime[] flagged = [
            .. Enumerable.Range(0,
                365).Select(day => new DateTime(2017, 7, 1).AddDays(day)).Where(day => Compute(feature, day)[column] == 1)];
        Assert.Equal([27, 28, 29, 30, 31, 2, 3, 4, 5], flagged.Select(day => day.Day));
    }

    [Fact]
    public void The_turn_of_the_year_rises_and_falls()
    {
        HolidayFeature feature = new(new GermanHolidays(), around: 0, yearEnd: true);
        int rising = feature.Names.ToList().IndexOf("year-end-rising");
        int falling = feature.Names.ToList().IndexOf("year-end-falling");
        Assert.Equal(0, Compute(feature, new DateTime(2017, 12, 20))[rising]);
        Assert.Equal(1, Compute(feature, new DateTime(2017, 12, 31))[rising]);
        Assert.Equal(5.0 / 11, Compute(feature, new DateTime(2017, 12, 25))[rising], 15);
        Assert.Equal(0.3, Compute(feature, new DateTime(2018, 1, 8))[falling], 15);
        Assert.Equal(0, Compute(feature, new DateTime(2018, 1, 1))[rising]);
        Assert.Equal(0, Compute(feature, new DateTime(2017, 12, 31))[falling]);
        Assert.Equal(1, Compute(feature, new DateTime(2018, 1, 1))[falling]);
        Assert.Equal(0, Compute(feature, new DateTime(2018, 1, 11))[falling]);
    }

    [Fact]
    public void Another_calendar_can_be_derived_as_the_documentation_shows()
    {
        DateTime[] stamps = [new(2024, 6, 23), new(2025, 6, 24)];
        IReadOnlyList<KeyValuePair<string, double[]>> columns = new HolidayFeature(new FirmHolidays(), around: 1).Columns(stamps);
        Assert.Equal(["holiday-1-before", "holiday", "holiday-1-after"], columns.Select(column => column.Key));
        Assert.Equal([0, 0.8], columns[1].Value);
        Assert.Equal([0.8, 0], columns[2].Value);
    }

    private static double[] Compute(HolidayFeature feature, DateTime stamp)
    {
        double[] values = [.. Enumerable.Repeat(9, feature.Names.Count)];
        feature.Compute(stamp, values);
        return values;
    }

    private sealed class FirmHolidays : HolidayCalendar
    {
        public override string Name => "firm";

        public override IEnumerable<Holiday> ForYear(int year) => [new(new DateOnly(year, 6, 24), "Summer party", 0.8)];
    }
}
