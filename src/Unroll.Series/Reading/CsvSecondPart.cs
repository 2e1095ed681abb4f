namespace Unroll.Series.Reading;

/// <summary>What stands in the column behind one of years.</summary>
internal enum CsvSecondPart
{
    /// <summary>The month.</summary>
    Month,

    /// <summary>The day of the year, from 1.</summary>
    DayOfYear,

    /// <summary>The week by ISO 8601.</summary>
    Week,
}
