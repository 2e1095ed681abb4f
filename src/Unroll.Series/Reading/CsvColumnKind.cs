namespace Unroll.Series.Reading;

/// <summary>The kind of a CSV column's cells.</summary>
public enum CsvColumnKind
{
    /// <summary>Numbers.</summary>
    Number,

    /// <summary>The time stamps of the rows, or their times of day.</summary>
    Time,

    /// <summary>Texts, none of them a number.</summary>
    Category,

    /// <summary>The numbers of the rows in an unnamed first column; they are not read unless the column is asked for.</summary>
    RowNumber,

    /// <summary>No value in the first rows; read as numbers.</summary>
    Empty,
}
