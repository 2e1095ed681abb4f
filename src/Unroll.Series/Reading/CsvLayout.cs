namespace Unroll.Series.Reading;

/// <summary>What a row of a CSV file is.</summary>
public enum CsvLayout
{
    /// <summary>All that was measured at one time: a single series.</summary>
    Wide,

    /// <summary>All that was measured at one time in one of many series, which a column tells apart.</summary>
    ManySeries,

    /// <summary>One measurement: a column names what was measured, another one has the number.</summary>
    Long,
}
