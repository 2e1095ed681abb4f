namespace Unroll.Series.Profiling;

/// <summary>The kind of a column's values.</summary>
public enum ColumnKind
{
    /// <summary>Numbers with fractions.</summary>
    Number,

    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>A few different whole numbers (at most ten): flags, labels, codes.</summary>
    Code,

    /// <summary>Categories, kept as indices.</summary>
    Category,

    /// <summary>The same value throughout.</summary>
    Constant,

    /// <summary>No value at all.</summary>
    Empty,
}
