namespace Unroll.Tasks.Recipes;

/// <summary>The unit in which a part of a split is told: the same for all parts.</summary>
public enum SplitUnit
{
    /// <summary>A share of the rows: <c>0.7</c>.</summary>
    Share,

    /// <summary>A range of time: <c>2006..2015</c>.</summary>
    Time,

    /// <summary>A number of rows, which follow those of the part before: <c>8640 rows</c>.</summary>
    Rows,

    /// <summary>A range of rows: <c>rows 0..8639</c>.</summary>
    RowRange,
}
