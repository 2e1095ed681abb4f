namespace Unroll.Series.Preparing;

/// <summary>Office hours, working days and holidays.</summary>
public readonly record struct BusinessTimeOptions
{
    /// <summary>When offices open; 08:00 where neither it nor <see cref="Closes"/> is given.</summary>
    public TimeSpan Opens { get; init; }

    /// <summary>When offices close; 18:00 where neither it nor <see cref="Opens"/> is given. A row at this time is outside.</summary>
    public TimeSpan Closes { get; init; }

    /// <summary>The working days of the week; null for Monday to Friday.</summary>
    public IReadOnlyList<DayOfWeek>? Days { get; init; }

    /// <summary>Days off, those with a weight of at least a half; null for none.</summary>
    public HolidayCalendar? Holidays { get; init; }
}
