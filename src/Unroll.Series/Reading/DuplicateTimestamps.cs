namespace Unroll.Series.Reading;

/// <summary>The treatment of duplicate timestamps in a series.</summary>
public enum DuplicateTimestamps
{
    /// <summary>It is refused, with its line.</summary>
    Refuse,

    /// <summary>The first row of the file counts.</summary>
    First,

    /// <summary>The last row of the file counts.</summary>
    Last,

    /// <summary>The mean of the values that are not missing; the first text that is not missing.</summary>
    Mean,
}
