namespace Unroll.Series.Preparing;

/// <summary>A part of the calendar that rows are aggregated by.</summary>
public enum CalendarPeriod
{
    /// <summary>None: a span of time instead.</summary>
    None,

    /// <summary>A week, from Monday.</summary>
    Week,

    /// <summary>A calendar month.</summary>
    Month,

    /// <summary>A quarter, from January, April, July or October.</summary>
    Quarter,

    /// <summary>A calendar year.</summary>
    Year,
}
