namespace Unroll.Series.Preparing;

/// <summary>A cyclic unit of the calendar.</summary>
public enum CalendarUnit
{
    /// <summary>The minute of the day, from 0 to 1439.</summary>
    MinuteOfDay,

    /// <summary>The hour of the day.</summary>
    Hour,

    /// <summary>Monday to Sunday.</summary>
    DayOfWeek,

    /// <summary>The day of the month; cyclic, the phase in a month of its own length.</summary>
    DayOfMonth,

    /// <summary>The phase in the year, the time of day included.</summary>
    DayOfYear,

    /// <summary>The week of the year by ISO 8601, from 1 to 53.</summary>
    Week,

    /// <summary>January to December.</summary>
    Month,

    /// <summary>The quarter of the year.</summary>
    Quarter,
}
