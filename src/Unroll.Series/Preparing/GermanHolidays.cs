namespace Unroll.Series.Preparing;

/// <summary>
/// Public holidays of Germany since 1990: nationwide ones weigh 1, regional ones less, and so do 24 and 31 December, which are no holidays
/// by law but days of rest for most from noon on.
/// </summary>
internal sealed class GermanHolidays : HolidayCalendar
{
    internal const double UsualPartialWeight = 0.7;

    // Share of the population in the states that keep a day (Federal Statistical Office, end of 2015). In Bavaria, Assumption Day is kept
    // by three quarters, those in mostly Catholic municipalities.
    private const double EpiphanyShare = 0.316;
    private const double CorpusChristiShare = 0.643;
    private const double AssumptionShare = 0.129;
    private const double AllSaintsShare = 0.568;
    private const double ReformationShare = 0.153;
    private const double ReformationShareSince2018 = 0.314;
    private const double RepentanceShare = 0.050;
    private const double WomensDayShare = 0.043;
    private const double WomensDayShareSince2023 = 0.062;
    private const double ChildrensDayShare = 0.026;

    private readonly double? _regional;
    private readonly double _partial;

    /// <summary>Gives all regional holidays the same weight.</summary>
    /// <param name="regionalWeight">Weight of a regional holiday, from 0 to 1.</param>
    /// <param name="partialWeight">Weight of 24 and 31 December, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is not from 0 to 1.</exception>
    public GermanHolidays(double regionalWeight = 0.5, double partialWeight = UsualPartialWeight)
        : this((double?)CheckWeight(regionalWeight, nameof(regionalWeight)), partialWeight)
    {
    }

    private GermanHolidays(double? regional, double partialWeight)
    {
        _regional = regional;
        _partial = CheckWeight(partialWeight, nameof(partialWeight));
    }

    /// <inheritdoc/>
    public override string Name => "germany";

    /// <summary>The weight of all regional holidays; null where each is weighed by population.</summary>
    internal double? RegionalWeight => _regional;

    /// <summary>The weight of 24 and 31 December.</summary>
    internal double PartialWeight => _partial;

    /// <summary>Weighs a regional holiday by the share of the population that lives there.</summary>
    /// <param name="partialWeight">Weight of 24 and 31 December, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not from 0 to 1.</exception>
    public static GermanHolidays ByPopulation(double partialWeight = UsualPartialWeight) => new(null, partialWeight);

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

        yield return new(new(year, 1, 6), "Epiphany", Regional(EpiphanyShare));
        yield return new(easter.AddDays(60), "Corpus Christi", Regional(CorpusChristiShare));
        yield return new(new(year, 8, 15), "Assumption Day", Regional(AssumptionShare));

        // In the 500th year of the Reformation all states kept the day.
        yield return new(new(year, 10, 31), "Reformation Day", year == 2017 ? 1
            : Regional(year >= 2018 ? ReformationShareSince2018 : ReformationShare));
        yield return new(new(year, 11, 1), "All Saints' Day", Regional(AllSaintsShare));
        yield return new(RepentanceDay(year), "Repentance Day", year < 1995 ? 1 : Regional(RepentanceShare));
        if (year >= 2019)
        {
            yield return new(new(year, 3, 8), "Women's Day", Regional(year >= 2023 ? WomensDayShareSince2023 : WomensDayShare));
            yield return new(new(year, 9, 20), "World Children's Day", Regional(ChildrensDayShare));
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

    private double Regional(double share) => _regional ?? share;

    private static double CheckWeight(double weight, string name) => weight is >= 0 and <= 1
        ? weight
        : throw new ArgumentOutOfRangeException(name, weight, $"The weight of a holiday is {weight}, but must be from 0 to 1.");
}
