using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

public class GermanHolidaysTests
{
    private static readonly GermanHolidays _germany = new();

    [Theory]
    [InlineData("1961-04-02")]
    [InlineData("1990-04-15")]
    [InlineData("2000-04-23")]
    [InlineData("2008-03-23")] // early
    [InlineData("2011-04-24")] // late
    [InlineData("2017-04-16")]
    [InlineData("2019-04-21")] // a year in which the astronomical full moon gives another date
    [InlineData("2024-03-31")]
    [InlineData("2025-04-20")]
    [InlineData("2038-04-25")] // the latest there is
    [InlineData("2285-03-22")] // the earliest there is
    public void Easter_falls_on_known_dates(string sunday)
    {
        DateOnly easter = DateOnly.Parse(sunday, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(easter.AddDays(1), Find(easter.Year, "Easter Monday").Date);
        Assert.Equal(easter.AddDays(-2), Find(easter.Year, "Good Friday").Date);
    }

    [Theory]
    [InlineData("Good Friday", "2016-03-25", "2017-04-14", "2023-04-07")]
    [InlineData("Ascension Day", "2016-05-05", "2017-05-25", "2023-05-18")]
    [InlineData("Whit Monday", "2016-05-16", "2017-06-05", "2023-05-29")]
    [InlineData("Corpus Christi", "2016-05-26", "2017-06-15", "2023-06-08")]
    [InlineData("Repentance Day", "2016-11-16", "2017-11-22", "2023-11-22")]
    public void Movable_holidays_fall_on_known_dates(string name, params string[] dates) =>
        Assert.All(dates, text =>
        {
            DateOnly date = DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(date, Find(date.Year, name).Date);
        });

    [Theory]
    [InlineData(2017, 1, 1, 1)]
    [InlineData(2017, 1, 6, 0.5)]
    [InlineData(2017, 5, 1, 1)]
    [InlineData(2017, 8, 15, 0.5)]
    [InlineData(2017, 10, 3, 1)]
    [InlineData(2016, 10, 31, 0.5)]
    [InlineData(2017, 10, 31, 1)] // 500 years of the Reformation
    [InlineData(2018, 10, 31, 0.5)]
    [InlineData(2017, 11, 1, 0.5)]
    [InlineData(2017, 12, 24, 0.7)]
    [InlineData(2017, 12, 25, 1)]
    [InlineData(2017, 12, 26, 1)]
    [InlineData(2017, 12, 27, 0)]
    [InlineData(2017, 12, 31, 0.7)]
    [InlineData(2018, 3, 8, 0)]
    [InlineData(2019, 3, 8, 0.5)] // Berlin, since 2019
    [InlineData(2018, 9, 20, 0)]
    [InlineData(2019, 9, 20, 0.5)] // Thuringia, since 2019
    [InlineData(1994, 11, 16, 1)] // Repentance Day, given up by all states but one
    [InlineData(1995, 11, 22, 0.5)]
    [InlineData(2017, 7, 14, 0)]
    public void Days_have_their_weight(int year, int month, int day, double weight) =>
        Assert.Equal(weight, _germany.WeightOf(new DateOnly(year, month, day)));

    [Fact]
    public void Of_two_holidays_on_one_day_the_heavier_counts()
    {
        DateOnly day = new(2008, 5, 1); // Labour Day and Ascension Day
        Assert.Equal(2, _germany.ForYear(2008).Count(holiday => holiday.Date == day));
        Assert.Equal(1, _germany.WeightOf(day));

        HolidayList list = new("two", [new(day, "light", 0.2), new(day, "heavy", 0.9), new(day, "middle", 0.4)]);
        Assert.Equal(0.9, list.WeightOf(day));
    }

    [Fact]
    public void Weights_are_settable_and_checked()
    {
        HolidayCalendar light = HolidayCalendar.FromName("Germany", 0.25);
        Assert.Equal(0.25, light.WeightOf(new DateOnly(2020, 1, 6)));
        Assert.Equal(0.7, light.WeightOf(new DateOnly(2020, 12, 24)));
        Assert.Equal(0.4, new GermanHolidays(partialWeight: 0.4).WeightOf(new DateOnly(2020, 12, 24)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GermanHolidays(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GermanHolidays(double.NaN));
    }

    [Fact]
    public void An_unknown_calendar_lists_the_known()
    {
        InputException exception = Assert.Throws<InputException>(() => HolidayCalendar.FromName("atlantis"));
        Assert.Contains("'atlantis'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("germany", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_year_works_and_may_be_asked_from_several_threads()
    {
        GermanHolidays calendar = new();
        Parallel.For(0, 4 * 500, i =>
        {
            int year = 1700 + (i / 4);
            Assert.All(calendar.ForYear(year), holiday => Assert.Equal(year, holiday.Date.Year));
            Assert.Equal(1, calendar.WeightOf(new DateOnly(year, 12, 25)));
        });
    }

    private static Holiday Find(int year, string name) => _germany.ForYear(year).Single(holiday => holiday.Name == name);

    [Theory]
    [InlineData(2016, 5, 26, 0.643)] // Corpus Christi
    [InlineData(2016, 10, 31, 0.153)] // Reformation Day
    [InlineData(2017, 10, 31, 1)]
    [InlineData(2019, 10, 31, 0.314)]
    [InlineData(2018, 3, 8, 0)] // Women's Day
    [InlineData(2019, 3, 8, 0.043)]
    [InlineData(2023, 3, 8, 0.062)]
    [InlineData(2016, 12, 25, 1)]
    [InlineData(2016, 12, 24, 0.7)]
    public void Regional_holidays_can_weigh_as_much_as_the_people_who_keep_them(int year, int month, int day, double weight) =>
        Assert.Equal(weight, GermanHolidays.ByPopulation().WeightOf(new DateOnly(year, month, day)));

    [Fact]
    public void By_name_the_population_weighs_unless_a_weight_is_given()
    {
        DateOnly allSaints = new(2016, 11, 1);

        Assert.Equal(0.568, HolidayCalendar.FromName("germany").WeightOf(allSaints));
        Assert.Equal(0.25, HolidayCalendar.FromName("germany", 0.25).WeightOf(allSaints));
    }
}
