using System.Globalization;

namespace Unroll.Series.Frames;

/// <summary>
/// A day that every month has, which is no number: the last working day, the third Friday. <c>default</c> stands for a day by its number
/// (<see cref="TimeStep.Day"/>).
/// </summary>
/// <param name="Kind">The kind of day.</param>
/// <param name="Weekday">The weekday, where the kind has one.</param>
/// <param name="Number">The number of the weekday in the month, from 1 to 4, where the kind has one.</param>
public readonly record struct MonthAnchor(MonthAnchorKind Kind, DayOfWeek Weekday = DayOfWeek.Sunday, int Number = 0)
{
    /// <summary>Share of the stamps that must be on the day: holidays move a few of them.</summary>
    internal const double LeastShare = 0.9;

    private static readonly string[] _numbers = ["first", "second", "third", "fourth"];

    /// <summary>The date of the day in a month.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month, from 1 to 12.</param>
    /// <exception cref="InvalidOperationException">The day is one by its number.</exception>
    public DateTime In(int year, int month)
    {
        DateTime first = new(year, month, 1);
        DateTime last = new(year, month, DateTime.DaysInMonth(year, month));
        return Kind switch
        {
            MonthAnchorKind.LastWorkingDay => last.AddDays(
                last.DayOfWeek switch { DayOfWeek.Saturday => -1, DayOfWeek.Sunday => -2, _ => 0 }),
            MonthAnchorKind.FirstWorkingDay => first.AddDays(
                first.DayOfWeek switch { DayOfWeek.Saturday => 2, DayOfWeek.Sunday => 1, _ => 0 }),
            MonthAnchorKind.NthWeekday => first.AddDays((((int)Weekday - (int)first.DayOfWeek + 7) % 7) + (7 * (Number - 1))),
            MonthAnchorKind.LastWeekday => last.AddDays(-(((int)last.DayOfWeek - (int)Weekday + 7) % 7)),
            _ => throw new InvalidOperationException("A day by its number has no date of its own."),
        };
    }

    /// <summary>In words: <c>the last working day</c>, <c>the third Friday</c>; empty for a day by its number.</summary>
    public override string ToString() => Kind switch
    {
        MonthAnchorKind.LastWorkingDay => "the last working day",
        MonthAnchorKind.FirstWorkingDay => "the first working day",
        MonthAnchorKind.NthWeekday => $"the {_numbers[Number - 1]} {CultureInfo.InvariantCulture.DateTimeFormat.GetDayName(Weekday)}",
        MonthAnchorKind.LastWeekday => $"the last {CultureInfo.InvariantCulture.DateTimeFormat.GetDayName(Weekday)}",
        _ => "",
    };

    /// <summary>The days that a date is in its month, the likeliest first.</summary>
    internal static IEnumerable<MonthAnchor> Of(DateTime date)
    {
        MonthAnchor[] anchors =
        [
            new(MonthAnchorKind.LastWorkingDay), new(MonthAnchorKind.FirstWorkingDay),
            new(MonthAnchorKind.NthWeekday, date.DayOfWeek, Math.Min(4, ((date.Day - 1) / 7) + 1)),
            new(MonthAnchorKind.LastWeekday, date.DayOfWeek),
        ];
        return anchors.Where(anchor => anchor.In(date.Year, date.Month) == date.Date);
    }

    /// <summary>The day that all local stamps are on, or nearly all of many; null where there is none.</summary>
    internal static MonthAnchor? Of(TimeIndex stamps)
    {
        // The last stamp is on the day even where a holiday has moved one before.
        return Of(stamps.Local(stamps.Count - 1)).Select(anchor => (MonthAnchor?)anchor).FirstOrDefault(anchor =>
        {
            ZoneClock clock = new(stamps.Zone);
            int on = 0;
            for (int row = 0; row < stamps.Count; row++)
            {
                DateTime stamp = clock.ToLocal(stamps[row]);
                on += anchor!.Value.In(stamp.Year, stamp.Month) == stamp.Date ? 1 : 0;
            }

            return on == stamps.Count || (on >= LeastShare * stamps.Count && stamps.Count >= 10);
        });
    }
}
