namespace Unroll.Series.Reading;

/// <summary>The family of a stamp's format.</summary>
internal enum StampKind
{
    /// <summary>The year first: 2017-12-31 18:00, 2017/12/31, 20171231, 2017-12, 2017, 2017Q4, 2017M12, 2017-W52.</summary>
    YearFirst,

    /// <summary>31.12.2017 or 31/12/17.</summary>
    DayFirst,

    /// <summary>12/31/2017.</summary>
    MonthFirst,

    /// <summary>The month by its English name: 31-Dec-2017, Dec 2017, December 31, 2017; or a quarter before its year: Q4 2017.</summary>
    Named,

    /// <summary>A year and its week by ISO 8601 as one number: 202052.</summary>
    YearWeeks,

    /// <summary>Years that begin in one and end in the next: 1960/61.</summary>
    TwoYears,

    /// <summary>Seconds since 1970 in UTC.</summary>
    UnixSeconds,

    /// <summary>Milliseconds since 1970 in UTC.</summary>
    UnixMilliseconds,

    /// <summary>Microseconds since 1970 in UTC.</summary>
    UnixMicroseconds,

    /// <summary>Nanoseconds since 1970 in UTC.</summary>
    UnixNanoseconds,

    /// <summary>Days since 30 December 1899, as spreadsheets count them: 43831 is 1 January 2020.</summary>
    SpreadsheetDays,

    /// <summary>Days since 1 January 1904, as some spreadsheets count them.</summary>
    SpreadsheetDays1904,

    /// <summary>Days since the year 0, as MATLAB counts them: 737791 is 1 January 2020.</summary>
    MatlabDays,

    /// <summary>Julian days of astronomers, which begin at noon: 2458849.5 is 1 January 2020.</summary>
    JulianDays,

    /// <summary>Modified Julian days: 58849 is 1 January 2020.</summary>
    ModifiedJulianDays,

    /// <summary>The numbers of rows, without a calendar: 0, 1, 2.</summary>
    RowNumbers,

    /// <summary>By a .NET format.</summary>
    Exact,
}
