namespace Unroll.Series.Reading;

/// <summary>The part of a date that a column behind one of years holds.</summary>
internal enum CsvSecondPart
{
    /// <summary>The month.</summary>
    Month,

    /// <summary>The day of the year, from 1.</summary>
    DayOfYear,

    /// <summary>The week by ISO 8601.</summary>
    Week,

    /// <summary>The quarter.</summary>
    Quarter,

    /// <summary>The half of the year.</summary>
    Half,
}
