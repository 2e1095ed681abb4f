namespace Unroll.Series.Preparing;

/// <summary>The treatment of the first and the last interval of a series where its rows cover only a part of them.</summary>
public enum PartialIntervals
{
    /// <summary>
    /// They are left out where a column is aggregated by its sum or its count, which would be too low; else they are kept.
    /// </summary>
    Automatic,

    /// <summary>They aggregate the rows that there are.</summary>
    Keep,

    /// <summary>They are left out.</summary>
    Drop,
}
