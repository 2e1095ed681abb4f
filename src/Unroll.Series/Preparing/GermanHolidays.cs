namespace Unroll.Series.Preparing;

/// <summary>
/// Public holidays of Germany since 1990: those of the whole country weigh 1, those that only some states keep weigh less, and so do 24 and
/// 31 December, which are no holidays by law but days of rest for most from noon on.
/// </summary>
/// <param name="regionalWeight">Weight of a holiday of some states, from 0 to 1.</param>
/// <param name="partialWeight">Weight of 24 and 31 December, from 0 to 1.</param>
public sealed class GermanHolidays(float regionalWeight = 0.5f, float partialWeight = 0.7f) : HolidayCalendar
{
    private readonly float _regional = CheckWeight(regionalWeight, nameof(regionalWeight));
    private readonly float _partial = CheckWeight(partialWeight, nameof(partialWeight));

    /// <inheritdoc/>
    public override string Name => "germany";

    /// <inheritdoc/>
    public override IEnumerable<Holiday> ForYear(int year)
    {
        DateOnly easter = Easter.Sunday(year);
        yield return new(new(year, 1, 1), "New Year's Day", 1);
        yield return new(easter.AddDays(-2), "Good Friday", 1);
        yield return new(easter.AddDays(1), "Easter Monday", 1);
        yield return new(new(year, 5, 1), "Labour Day", 1);
        yield return new(easter.AddDays(39), "Ascension Day", 1);
        yield return new(easter.AddDays(50), "Whit Monday", 1);
        yield return new(new(year, 10, 3), "German Unity Day", 1);
        yield return new(new(year, 12, 25), "Christmas Day", 1);
        yield return new(new(year, 12, 26), "Second Day of Christmas", 1);

        yield return new(new(year, 1, 6), "Epiphany", _regional);
        yield return new(easter.AddDays(60), "Corpus Christi", _regional);
        yield return new(new(year, 8, 15), "Assumption Day", _regional);

        // In the 500th year of the Reformation all states kept the day.
        yield return new(new(year, 10, 31), "Reformation Day", year == 2017 ? 1 : _regional);
        yield return new(new(year, 11, 1), "All Saints' Day", _regional);
        yield return new(RepentanceDay(year), "Repentance Day", year < 1995 ? 1 : _regional);
        if (year >= 2019)
        {
            yield return new(new(year, 3, 8), "Women's Day", _regional);
            yield return new(new(year, 9, 20), "World Children's Day", _regional);
        }

        yield return new(new(year, 12, 24), "Christmas Eve", _partial);
        yield return new(new(year, 12, 31), "New Year's Eve", _partial);
    }

    /// <summary>The Wednesday before 23 November; a holiday of all states until 1994, of Saxony since.</summary>
    private static DateOnly RepentanceDay(int year)
    {
        DateOnly day = new(year, 11, 22);
        return day.AddDays(-(((int)day.DayOfWeek - (int)DayOfWeek.Wednesday + 7) % 7));
    }

    private static float CheckWeight(float weight, string name) => weight is >= 0 and <= 1
        ? weight
        : throw new ArgumentOutOfRangeException(name, weight, $"The weight of a holiday is {weight}, but must be from 0 to 1.");
}
