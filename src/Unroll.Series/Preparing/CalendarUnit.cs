namespace Unroll.Series.Preparing;

/// <summary>Which part of a date or time a calendar feature tells.</summary>
public enum CalendarUnit
{
    /// <summary>Monday to Sunday.</summary>
    DayOfWeek,

    /// <summary>The day's place in its year.</summary>
    DayOfYear,

    /// <summary>January to December.</summary>
    Month,

    /// <summary>The hour of the day.</summary>
    Hour,
}
