using FsCheck;
using FsCheck.Fluent;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

public class CalendarFeatureTests
{
    private static readonly CalendarUnit[] _units = Enum.GetValues<CalendarUnit>();

    private static Arbitrary<DateTime> Stamps { get; } = Gen.Choose(0, 200 * 366 * 24 - 1)
        .SelectMany(hour => Gen.Choose(0, 59).Select(minute => new DateTime(1900, 1, 1).AddHours(hour).AddMinutes(minute))).ToArbitrary();

    [Fact]
    public void Cyclic_pairs_lie_on_the_unit_circle() => Prop.ForAll(Stamps, stamp => _units.All(unit =>
    {
        double[] values = Compute(CalendarFeature.Cyclic(unit, 3), stamp);
        return values.Length == 6
            && Enumerable.Range(0,
                3).All(h => Math.Abs((values[2 * h] * values[2 * h]) + (values[(2 * h) + 1] * values[(2 * h) + 1]) - 1) < 1e-5);
    })).QuickCheckThrowOnFailure();

    [Fact]
    public void One_hot_columns_sum_to_1() =>
        Prop.ForAll(Stamps, stamp => _units.Except([CalendarUnit.DayOfYear, CalendarUnit.MinuteOfDay]).All(unit =>
    {
        double[] values = Compute(CalendarFeature.OneHot(unit), stamp);
        return values.All(value => value is 0 or 1) && values.Sum() == 1;
    })).QuickCheckThrowOnFailure();

    [Fact]
    public void Columns_are_the_stamps_one_by_one() => Prop.ForAll(Stamps.Generator.ArrayOf().ToArbitrary(), stamps =>
    {
        CalendarFeature feature = CalendarFeature.Cyclic(CalendarUnit.DayOfYear, 2);
        IReadOnlyList<KeyValuePair<string, double[]>> columns = feature.Columns(stamps);
        return columns.Select(column => column.Key).SequenceEqual(feature.Names)
            && Enumerable.Range(0,
                stamps.Length).All(row => columns.Select(column => column.Value[row]).SequenceEqual(Compute(feature, stamps[row])));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_day_of_the_week_begins_on_Monday()
    {
        CalendarFeature feature = CalendarFeature.OneHot(CalendarUnit.DayOfWeek);
        Assert.Equal(
            ["day-of-week-monday", "day-of-week-tuesday", "day-of-week-wednesday", "day-of-week-thursday", "day-of-week-friday",
                "day-of-week-saturday", "day-of-week-sunday"],
            feature.Names);
        DateTime monday = new(2017, 1, 2);
        for (int day = 0; day < 7; day++)
        {
            Assert.Equal(day, Array.IndexOf(Compute(feature, monday.AddDays(day)), 1));
        }
    }

    [Fact]
    public void Months_and_hours_have_names()
    {
        CalendarFeature months = CalendarFeature.OneHot(CalendarUnit.Month);
        Assert.Equal(12, months.Names.Count);
        Assert.Equal("month-march", months.Names[Array.IndexOf(Compute(months, new DateTime(2017, 3, 31)), 1)]);

        CalendarFeature hours = CalendarFeature.OneHot(CalendarUnit.Hour);
        Assert.Equal(24, hours.Names.Count);
        Assert.Equal("hour-07", hours.Names[Array.IndexOf(Compute(hours, new DateTime(2017, 3, 31, 7, 59, 0)), 1)]);

        Assert.Equal(["month-sin-1", "month-cos-1", "month-sin-2", "month-cos-2"], CalendarFeature.Cyclic(CalendarUnit.Month, 2).Names);
    }

    [Theory]
    [InlineData(2016)] // a leap year
    [InlineData(2017)]
    public void The_last_day_of_a_year_is_as_near_to_the_first_as_the_second_is(int year)
    {
        CalendarFeature feature = CalendarFeature.Cyclic(CalendarUnit.DayOfYear);
        double[] first = Compute(feature, new DateTime(year, 1, 1));
        double[] second = Compute(feature, new DateTime(year, 1, 2));
        double[] last = Compute(feature, new DateTime(year, 12, 31));
        Assert.Equal([0, 1], first);
        Assert.Equal(-second[0], last[0], 1e-6);
        Assert.Equal(second[1], last[1], 1e-6);
    }

    [Fact]
    public void Half_of_a_cycle_is_opposite()
    {
        // 2017-07-02 12:00 is the middle of a year of 365 days.
        Assert.Equal(-1, Compute(CalendarFeature.Cyclic(CalendarUnit.DayOfYear), new DateTime(2017, 7, 2, 12, 0, 0))[1], 1e-6);
        Assert.Equal(-1, Compute(CalendarFeature.Cyclic(CalendarUnit.Month), new DateTime(2017, 7, 1))[1], 1e-6);
        Assert.Equal(-1, Compute(CalendarFeature.Cyclic(CalendarUnit.Hour), new DateTime(2017, 7, 1, 12, 0, 0))[1], 1e-6);
    }

    [Fact]
    public void Days_of_the_year_are_refused_as_one_hot_and_harmonics_below_1_as_well()
    {
        Assert.Contains("cyclic", Assert.Throws<InputException>(() => CalendarFeature.OneHot(CalendarUnit.DayOfYear)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => CalendarFeature.Cyclic(CalendarUnit.Month, 0));
    }

    private static double[] Compute(CalendarFeature feature, DateTime stamp)
    {
        double[] values = [.. Enumerable.Repeat(9, feature.Names.Count)]; // what is not written shows
        feature.Compute(stamp, values);
        return values;
    }
}
