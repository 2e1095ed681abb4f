namespace Unroll.Series.Reading;

/// <summary>The layout of a CSV file's rows.</summary>
public enum CsvLayout
{
    /// <summary>All that was measured at one time: a single series.</summary>
    Wide,

    /// <summary>All that was measured at one time in one of many series, which a column identifies.</summary>
    ManySeries,

    /// <summary>A whole series, whose times or numbers are the names of the columns.</summary>
    SeriesInRows,

    /// <summary>One measurement: a column with the variable's name, another one with the value.</summary>
    Long,
}
