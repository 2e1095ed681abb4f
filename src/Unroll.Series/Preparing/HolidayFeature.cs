using System.Globalization;

namespace Unroll.Series.Preparing;

/// <summary>
/// Holidays as columns: the weight of the day itself and of the days around it, which differ from ordinary days, too; and, if wanted, the
/// proximity of Christmas and New Year.
/// </summary>
public sealed class HolidayFeature : TimeFeature
{
    private readonly HolidayCalendar _calendar;
    private readonly int _around;
    private readonly bool _yearEnd;
    private readonly string[] _names;

    /// <summary>Creates the columns.</summary>
    /// <param name="calendar">The holidays.</param>
    /// <param name="around">Days before and after that have a column of their own, at least 0.</param>
    /// <param name="yearEnd">
    /// Whether three columns describe the turn of the year: one rises from 21 to 31 December, one falls from 1 to 10 January, and one is 1
    /// on the days between Christmas and Epiphany, 27 December to 5 January without New Year's Day.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="around"/> is negative.</exception>
    public HolidayFeature(HolidayCalendar calendar, int around = 1, bool yearEnd = false)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentOutOfRangeException.ThrowIfNegative(around);
        _calendar = calendar;
        _around = around;
        _yearEnd = yearEnd;
        IEnumerable<string> names = Enumerable.Range(-around, (2 * around) + 1).Select(NameOf);
        _names = yearEnd ? [.. names, "year-end-rising", "year-end-falling", "between-the-years"] : [.. names];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names => _names;

    /// <inheritdoc/>
    public override void Compute(DateTime stamp, Span<double> values)
    {
        DateOnly date = DateOnly.FromDateTime(stamp);
        int days = (2 * _around) + 1;
        for (int i = 0; i < days; i++)
        {
            values[i] = _calendar.WeightOf(date.AddDays(i - _around));
        }

        if (_yearEnd)
        {
            values[days] = date is { Month: 12, Day: >= 21 } ? (date.Day - 20) / 11.0 : 0;
            values[days + 1] = date is { Month: 1, Day: <= 10 } ? (11 - date.Day) / 10.0 : 0;
            values[days + 2] = date is { Month: 12, Day: >= 27 } or { Month: 1, Day: >= 2 and <= 5 } ? 1 : 0;
        }
    }

    /// <summary>The name of a day's column by its offset: −1 is the day before.</summary>
    private static string NameOf(int offset) => offset switch
    {
        0 => "holiday",
        < 0 => string.Create(CultureInfo.InvariantCulture, $"holiday-{-offset}-before"),
        _ => string.Create(CultureInfo.InvariantCulture, $"holiday-{offset}-after"),
    };
}
