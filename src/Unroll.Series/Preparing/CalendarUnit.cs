namespace Unroll.Series.Preparing;

/// <summary>What of a time stamp repeats.</summary>
public enum CalendarUnit
{
    /// <summary>Monday to Sunday.</summary>
    DayOfWeek,

    /// <summary>The place in the year, the time of day included.</summary>
    DayOfYear,

    /// <summary>January to December.</summary>
    Month,

    /// <summary>The hour of the day.</summary>
    Hour,
}
