namespace Unroll.Series.Preparing;

/// <summary>
/// The public holidays of Germany since 1990: national ones weigh 1, those of some federal states the regional weight, and 24 and 31
/// December, when most firms and shops close at noon, the partial weight.
/// </summary>
/// <remarks>
/// Easter Sunday and Whit Sunday are public holidays in Brandenburg alone, and Sundays anyway: they are left out, as the day of the week
/// tells them from working days already. Left out are also days that a single state declared once, and local ones.
/// </remarks>
public sealed class GermanHolidays : HolidayCalendar
{
    private readonly float _regional;
    private readonly float _partial;

    /// <summary>Creates the calendar.</summary>
    /// <param name="regionalWeight">Weight of the holidays of some states, from 0 to 1.</param>
    /// <param name="partialWeight">Weight of 24 and 31 December, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is not from 0 to 1.</exception>
    public GermanHolidays(float regionalWeight = 0.5f, float partialWeight = 0.7f)
    {
        RequireShare(regionalWeight, nameof(regionalWeight));
        RequireShare(partialWeight, nameof(partialWeight));
        _regional = regionalWeight;
        _partial = partialWeight;
    }

    /// <inheritdoc/>
    public override string Name => "germany";

    /// <inheritdoc/>
    public override IReadOnlyList<Holiday> ForYear(int year)
    {
        List<Holiday> holidays = [];
        AddNational(holidays, year);
        AddRegional(holidays, year);
        holidays.Add(new(new(year, 12, 24), "Christmas Eve", _partial));
        holidays.Add(new(new(year, 12, 31), "New Year's Eve", _partial));
        return [.. holidays.OrderBy(holiday => holiday.Date)];
    }

    private static void RequireShare(float weight, string name)
    {
        if (!(weight >= 0 && weight <= 1))
        {
            throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"{name} is {weight}, but must be from 0 to 1."));
        }
    }

    private static void AddNational(List<Holiday> holidays, int year)
    {
        DateOnly easter = Easter.Sunday(year);
        Add(new(year, 1, 1), "New Year's Day");
        Add(easter.AddDays(-2), "Good Friday");
        Add(easter.AddDays(1), "Easter Monday");
        Add(new(year, 5, 1), "Labour Day");
        Add(easter.AddDays(39), "Ascension Day");
        Add(easter.AddDays(50), "Whit Monday");
        if (year >= 1990)
        {
            Add(new(year, 10, 3), "German Unity Day");
        }

        Add(new(year, 12, 25), "Christmas Day");
        Add(new(year, 12, 26), "Second Christmas Day");

        void Add(DateOnly date, string name) => holidays.Add(new(date, name, 1));
    }

    private void AddRegional(List<Holiday> holidays, int year)
    {
        Add(new(year, 1, 6), "Epiphany");
        if (year >= 2019)
        {
            Add(new(year, 3, 8), "Women's Day"); // Berlin, since 2023 Mecklenburg-Vorpommern too
            Add(new(year, 9, 20), "World Children's Day"); // Thuringia
        }

        Add(Easter.Sunday(year).AddDays(60), "Corpus Christi");
        Add(new(year, 8, 15), "Assumption of Mary");

        // The 500th anniversary of the Reformation was kept in all states.
        holidays.Add(new(new(year, 10, 31), "Reformation Day", year == 2017 ? 1 : _regional));
        Add(new(year, 11, 1), "All Saints' Day");

        // The Wednesday before 23 November: everywhere up to 1994, then given up for nursing-care insurance, except in Saxony.
        DateOnly last = new(year, 11, 22);
        DateOnly repentance = last.AddDays(-(((int)last.DayOfWeek - (int)DayOfWeek.Wednesday + 7) % 7));
        holidays.Add(new(repentance, "Repentance Day", year <= 1994 ? 1 : _regional));

        void Add(DateOnly date, string name) => holidays.Add(new(date, name, _regional));
    }
}
