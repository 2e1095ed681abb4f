using System.Text.Json.Nodes;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;

namespace Unroll.Series.Tests.Preparing;

public class CalendarStepTests
{
    // Sunday, 31 December 2023, 23:30: ISO week 52 of 2023. Monday, 1 January 2024, 00:10: week 1 of 2024. Friday, 1 January 2021: week 53
    // of 2020.
    private static readonly Frame _frame = new(
        SeriesSamples.Stamps(
            [new(2021, 1, 1, 12, 0, 0), new(2023, 12, 31, 23, 30, 0), new(2024, 1, 1, 0, 10, 0), new(2024, 5, 9, 10, 0, 0)]), ["x"],
                [[1, 2, 3, 4]]);

    public static TheoryData<CalendarUnit, double[]> Numbers => new()
    {
        { CalendarUnit.Hour, [12, 23, 0, 10] },
        { CalendarUnit.MinuteOfDay, [720, 1410, 10, 600] },
        { CalendarUnit.DayOfWeek, [5, 7, 1, 4] },
        { CalendarUnit.DayOfMonth, [1, 31, 1, 9] },
        { CalendarUnit.Week, [53, 52, 1, 19] },
        { CalendarUnit.Month, [1, 12, 1, 5] },
        { CalendarUnit.Quarter, [1, 4, 1, 2] },
        { CalendarUnit.DayOfYear, [1, 365, 1, 130] },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Numbers_of_the_calendar(CalendarUnit unit, double[] expected)
    {
        FittedStep fitted = Fit(new CalendarStep(unit, CalendarEncoding.Number));
        string name = Assert.Single(fitted.FutureCovariates);
        Frame result = fitted.Transform(_frame, "1");
        Assert.Equal(["x", name], result.ColumnNames);
        Assert.Equal(expected, result.Column(name).ToArray());
    }

    [Fact]
    public void Cyclic_and_one_hot_are_those_of_the_feature()
    {
        FittedStep cyclic = Fit(new CalendarStep(CalendarUnit.DayOfMonth, harmonics: 2));
        Assert.Equal(["day-of-month-sin-1", "day-of-month-cos-1", "day-of-month-sin-2", "day-of-month-cos-2"], cyclic.FutureCovariates);

        // Noon of the first of 31 days: a half of 31.
        Assert.Equal(Math.Sin(2 * Math.PI / 62), cyclic.Transform(_frame, "1").Column("day-of-month-sin-1")[0], 1e-6);
        FittedStep hot = Fit(new CalendarStep(CalendarUnit.Quarter, CalendarEncoding.OneHot));
        Assert.Equal(["quarter-1", "quarter-2", "quarter-3", "quarter-4"], hot.FutureCovariates);
        Assert.Equal([1, 0, 1, 0], hot.Transform(_frame, "1").Column("quarter-1").ToArray());
        Refusal.Of("1440", () => new CalendarStep(CalendarUnit.MinuteOfDay, CalendarEncoding.OneHot));
        Refusal.Of("0 harmonics", () => new CalendarStep(CalendarUnit.Hour, harmonics: 0));
    }

    [Fact]
    public void Fourier_waves_are_of_the_share_of_the_season_that_is_over()
    {
        Frame day = Fit(new FourierStep(Season.Day, 2)).Transform(_frame, "1");
        Assert.Equal(["x", "fourier-day-sin-1", "fourier-day-cos-1", "fourier-day-sin-2", "fourier-day-cos-2"], day.ColumnNames);
        Assert.Equal(-1, day.Column("fourier-day-cos-1")[0], 1e-6);
        Assert.Equal(1, day.Column("fourier-day-cos-2")[0], 1e-6);

        // Monday 00:10 is 10 minutes into the week.
        Assert.Equal(Math.Sin(2 * Math.PI * 10 / (7 * 24 * 60)),
            Fit(new FourierStep(Season.Week)).Transform(_frame, "1").Column("fourier-week-sin-1")[2], 1e-6);

        Frame numbered = SeriesSamples.Numbered("x", 0, 1, 2, 3, 4);
        Frame waves = new FourierStep(Season.Rows(4)).Fit(SeriesSet.Of(numbered)).Transform(numbered, "1");
        Assert.Equal([0, 1, 0, -1, 0], waves.Column("fourier-4-rows-sin-1").ToArray().Select(value => Math.Round(value, 5) + 0));

        // Months are rows of a year of 12, however long.
        TimeIndex months = SeriesSamples.Stamps(Enumerable.Range(0, 24).Select(month => new DateTime(2021, 1, 31).AddMonths(month)));
        Frame monthly = new(months, ["x"], [new double[24]]);
        FittedStep year = new FourierStep(Season.Rows(12)).Fit(SeriesSet.Of(monthly));
        double[] wave = year.Transform(monthly, "1").Column("fourier-12-rows-cos-1").ToArray();
        Assert.Equal(wave[..12], wave[12..], (first, second) => Math.Abs(first - second) < 1e-6);
        Assert.Equal(-1, wave[6] / wave[0], 1e-5);
    }

    [Fact]
    public void Holidays_are_saved_with_the_run()
    {
        HolidayList list = new("firm", [new Holiday(new DateOnly(2024, 1, 1), "New Year's Day", 0.25)]);
        FittedStep fitted = Fit(new HolidayStep(list, around: 1, yearEnd: true));
        Assert.Equal(["holiday-1-before", "holiday", "holiday-1-after", "year-end-rising", "year-end-falling", "between-the-years"],
            fitted.FutureCovariates);
        FittedStep restored = FittedStep.Restore(JsonNode.Parse(fitted.ToJson().ToJsonString())!.AsObject());
        Frame result = restored.Transform(_frame, "1");
        Assert.Equal([0, 0, 0.25, 0], result.Column("holiday").ToArray());
        Assert.Equal([0, 0.25, 0, 0], result.Column("holiday-1-after").ToArray());
        Refusal.Of("-1 days", () => new HolidayStep(list, -1));
    }

    [Fact]
    public void A_calendar_of_ones_own_is_saved_as_its_list()
    {
        FittedStep fitted = Fit(new HolidayStep(new Birthdays(), around: 0));
        FittedStep restored = FittedStep.Restore(JsonNode.Parse(fitted.ToJson().ToJsonString())!.AsObject());
        Frame later = new(SeriesSamples.Stamps([new(2040, 5, 9), new(2040, 5, 10)]), ["x"], [[0, 0]]);
        Assert.Equal([1, 0], restored.Transform(later, "1").Column("holiday").ToArray());
    }

    [Fact]
    public void Office_hours_are_open_on_working_days()
    {
        // Friday noon; Sunday night; Monday 00:10; Thursday 10:00, Ascension Day.
        Frame plain = Fit(new BusinessTimeStep()).Transform(_frame, "1");
        Assert.Equal(["x", "weekend", "office-hours"], plain.ColumnNames);
        Assert.Equal([0, 1, 0, 0], plain.Column("weekend").ToArray());
        Assert.Equal([1, 0, 0, 1], plain.Column("office-hours").ToArray());
        Frame german = Fit(new BusinessTimeStep(new() { Holidays = new GermanHolidays(), Closes = TimeSpan.FromHours(10) })).Transform(
            _frame, "1");
        Assert.Equal([0, 0, 0, 0], german.Column("working-day").ToArray());
        Assert.Equal([0, 0, 0, 0], german.Column("office-hours").ToArray());
        Refusal.Of("the earlier first", () => new BusinessTimeStep(new() { Opens = TimeSpan.FromHours(9) }));
        Refusal.Of("no working day", () => new BusinessTimeStep(new() { Days = [] }));
        Refusal.Of("0 to 31", () => new HolidayStep(new GermanHolidays(), around: 32));
        Refusal.Of("1 to 100", () => new CalendarStep(CalendarUnit.Hour, harmonics: 101));
        Refusal.Of("1 to 1000", () => new FourierStep(Season.Year, 1001));
    }

    [Fact]
    public void Numbered_rows_have_no_calendar()
    {
        Frame numbered = SeriesSamples.Numbered("x", 1, 2);
        PreparingStep[] steps =
            [new CalendarStep(CalendarUnit.Hour), new FourierStep(Season.Day), new HolidayStep(new GermanHolidays()),
                new BusinessTimeStep()];
        foreach (PreparingStep step in steps)
        {
            Refusal.Of($"'{step.Name}' needs to know when rows were", () => step.Fit(SeriesSet.Of(numbered)));
            FittedStep fitted = Fit(step);
            Refusal.Of("numbered", () => fitted.Transform(numbered, "1"));
        }

        Refusal.Of("uneven", () => Fit(new FourierStep(Season.Rows(4))));
        Refusal.Of("no season", () => new FourierStep(default));
        Refusal.Of("shorter than two rows", () => new FourierStep(Season.Rows(4), 3));
        Refusal.Of("'hour'", () => new CalendarStep(CalendarUnit.Hour,
            CalendarEncoding.Number).Fit(SeriesSet.Of(_frame.With("hour", new double[4]))));
    }

    private static FittedStep Fit(PreparingStep step) => step.Fit(SeriesSet.Of(_frame));

    private sealed class Birthdays : HolidayCalendar
    {
        public override string Name => "birthdays";

        public override IEnumerable<Holiday> ForYear(int year) => [new(new DateOnly(year, 5, 9), "Birthday", 1)];
    }
}
