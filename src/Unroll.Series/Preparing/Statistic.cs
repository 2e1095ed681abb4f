namespace Unroll.Series.Preparing;

/// <summary>A statistic of several values. Missing values are ignored.</summary>
public enum Statistic
{
    /// <summary>The mean; missing where there is no value.</summary>
    Mean,

    /// <summary>The standard deviation of the population (divided by the number of values); missing where there is no value.</summary>
    StandardDeviation,

    /// <summary>The minimum; missing where there is no value.</summary>
    Minimum,

    /// <summary>The maximum; missing where there is no value.</summary>
    Maximum,

    /// <summary>The sum; missing where there is no value.</summary>
    Sum,

    /// <summary>The median; missing where there is no value.</summary>
    Median,

    /// <summary>The first known value; missing where there is none.</summary>
    First,

    /// <summary>The last known value; missing where there is none.</summary>
    Last,

    /// <summary>The number of known values; 0 where there is none.</summary>
    Count,

    /// <summary>
    /// The rise of the least-squares line over time over the length of the window; missing where fewer than two values are known.
    /// </summary>
    Slope,
}
