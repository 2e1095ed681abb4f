using System.Collections.Concurrent;

namespace Unroll.Series.Preparing;

/// <summary>
/// The holidays of a country, a region or a firm. Derive from it to add another one; for single dates, take <see cref="HolidayList"/>.
/// </summary>
public abstract class HolidayCalendar
{
    private const string Germany = "germany";

    private readonly ConcurrentDictionary<int, Dictionary<DateOnly, float>> _years = new();

    /// <summary>Name of the calendar.</summary>
    public abstract string Name { get; }

    /// <summary>The built-in calendar of a name; upper and lower case are the same.</summary>
    /// <param name="name">The name: <c>germany</c>.</param>
    /// <param name="regional">Weight of the holidays that only some regions have, from 0 to 1.</param>
    /// <exception cref="InputException">There is no calendar of this name, or the weight is not from 0 to 1.</exception>
    public static HolidayCalendar FromName(string name, float regional = 0.5f)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!(regional >= 0 && regional <= 1))
        {
            throw new InputException(FormattableString.Invariant($"The weight of regional holidays is {regional}, but must be from 0 to 1."));
        }

        return string.Equals(name.Trim(), Germany, StringComparison.OrdinalIgnoreCase)
            ? new GermanHolidays(regional)
            : throw new InputException(
                $"There is no holiday calendar named \"{name}\". Known are: {Germany}. Others can be given as a CSV file: date,name,weight.");
    }

    /// <summary>The holidays of a year, in order of their dates; a date may stand twice.</summary>
    /// <param name="year">Year from 1 to 9999.</param>
    public abstract IReadOnlyList<Holiday> ForYear(int year);

    /// <summary>
    /// The largest weight among a date's holidays; 0 where it has none. Each year is worked out once; safe to call from several threads.
    /// </summary>
    /// <param name="date">The date.</param>
    public float WeightOf(DateOnly date) => _years.GetOrAdd(date.Year, WeightsOfYear).GetValueOrDefault(date);

    private Dictionary<DateOnly, float> WeightsOfYear(int year)
    {
        Dictionary<DateOnly, float> weights = [];
        foreach (Holiday holiday in ForYear(year))
        {
            weights[holiday.Date] = Math.Max(holiday.Weight, weights.GetValueOrDefault(holiday.Date));
        }

        return weights;
    }
}
