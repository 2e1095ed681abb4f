namespace Unroll.Series.Profiling;

/// <summary>What the values of a column are.</summary>
public enum ColumnKind
{
    /// <summary>Numbers with fractions.</summary>
    Number,

    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>A few different whole numbers (at most ten): flags, labels, codes.</summary>
    Code,

    /// <summary>Texts, kept as indices.</summary>
    Category,

    /// <summary>One and the same value throughout.</summary>
    Constant,

    /// <summary>No value at all.</summary>
    Empty,
}
