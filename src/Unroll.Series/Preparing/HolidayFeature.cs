using System.Globalization;

namespace Unroll.Series.Preparing;

/// <summary>
/// Weights of the holidays around a stamp's date, a column for each day: <c>holiday-before-1</c> (the weight of the day before the date),
/// <c>holiday</c> (of the date itself), <c>holiday-after-1</c> (of the day after it: a bridge day knows what it leads to). With the flag for the
/// end of the year, also <c>year-end</c>: 1 from 27 December to 5 January, the holidays among them included, else 0.
/// </summary>
public sealed class HolidayFeature : TimeFeature
{
    private readonly HolidayCalendar _calendar;
    private readonly int _around;
    private readonly bool _yearEnd;

    /// <summary>Creates the feature.</summary>
    /// <param name="calendar">Whose holidays.</param>
    /// <param name="around">Days before and after the date that have columns of their own, from 0.</param>
    /// <param name="yearEnd">Whether the days between Christmas and Epiphany are flagged.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="around"/> is negative.</exception>
    public HolidayFeature(HolidayCalendar calendar, int around = 1, bool yearEnd = false)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentOutOfRangeException.ThrowIfNegative(around);
        _calendar = calendar;
        _around = around;
        _yearEnd = yearEnd;
        IEnumerable<string> names = Enumerable.Range(-around, (2 * around) + 1).Select(NameOf);
        Names = yearEnd ? [.. names, "year-end"] : [.. names];
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Names { get; }

    /// <inheritdoc/>
    protected override void Write(DateTime stamp, Span<float> values)
    {
        int day = DateOnly.FromDateTime(stamp).DayNumber;
        for (int offset = -_around; offset <= _around; offset++)
        {
            int other = day + offset;
            bool isDate = other >= 0 && other <= DateOnly.MaxValue.DayNumber;
            values[offset + _around] = isDate ? _calendar.WeightOf(DateOnly.FromDayNumber(other)) : 0;
        }

        if (_yearEnd)
        {
            values[^1] = stamp is { Month: 12, Day: >= 27 } or { Month: 1, Day: <= 5 } ? 1 : 0;
        }
    }

    private static string NameOf(int offset) => offset switch
    {
        < 0 => "holiday-before-" + (-offset).ToString(CultureInfo.InvariantCulture),
        0 => "holiday",
        > 0 => "holiday-after-" + offset.ToString(CultureInfo.InvariantCulture),
    };
}
