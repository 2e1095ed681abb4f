namespace Unroll.Series.Preparing;

/// <summary>What becomes of the first and the last interval of a series where its rows fill only a part of them.</summary>
public enum PartialIntervals
{
    /// <summary>They are left out where a column is told by its sum or its count, which would be too low; else they are kept.</summary>
    Automatic,

    /// <summary>They tell of the rows that there are.</summary>
    Keep,

    /// <summary>They are left out.</summary>
    Drop,
}
