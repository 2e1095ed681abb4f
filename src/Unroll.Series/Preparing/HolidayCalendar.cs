using System.Collections.Concurrent;

namespace Unroll.Series.Preparing;

/// <summary>A calendar of public holidays. Derive from it, or use <see cref="HolidayList"/>, to add a country.</summary>
public abstract class HolidayCalendar
{
    private readonly ConcurrentDictionary<int, IReadOnlyDictionary<DateOnly, double>> _weights = new();

    /// <summary>Name in recipes: <c>germany</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The calendar of a country.</summary>
    /// <param name="name"><c>germany</c>.</param>
    /// <param name="regionalWeight">
    /// Weight of regional holidays, from 0 to 1; null to weigh each by the share of the population that keeps it.
    /// </param>
    /// <exception cref="InputException">The country is not known.</exception>
    public static HolidayCalendar FromName(string name, double? regionalWeight = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Trim().ToLowerInvariant() switch
        {
            "germany" or "de" => regionalWeight is { } weight ? new GermanHolidays(weight) : GermanHolidays.ByPopulation(),
            _ => throw new InputException(
                $"There are no holidays of '{name}'. Known is: germany. For others, list them in a CSV file (date,name,weight) and name " +
                "it: holidays: {{file: holidays.csv}}."),
        };
    }

    /// <summary>The holidays of a year, in any order. Of two on one day the heavier counts.</summary>
    /// <param name="year">The year.</param>
    public abstract IEnumerable<Holiday> ForYear(int year);

    /// <summary>The holiday weight of a day; 0 for an ordinary day.</summary>
    /// <param name="date">The day.</param>
    public double WeightOf(DateOnly date) => _weights.GetOrAdd(date.Year, Weights).GetValueOrDefault(date);

    private Dictionary<DateOnly, double> Weights(int year) =>
        ForYear(year).GroupBy(holiday => holiday.Date).ToDictionary(day => day.Key, day => day.Max(holiday => holiday.Weight));
}
