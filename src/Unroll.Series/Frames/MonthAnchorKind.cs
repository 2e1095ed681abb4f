namespace Unroll.Series.Frames;

/// <summary>The kind of a day that every month has.</summary>
public enum MonthAnchorKind
{
    /// <summary>A number, such as the 15th or the last day.</summary>
    Day,

    /// <summary>The last day from Monday to Friday.</summary>
    LastWorkingDay,

    /// <summary>The first day from Monday to Friday.</summary>
    FirstWorkingDay,

    /// <summary>A weekday of a number, such as the third Friday.</summary>
    NthWeekday,

    /// <summary>The last one of a weekday, such as the last Thursday.</summary>
    LastWeekday,
}
