namespace Unroll.Series.Preparing;

/// <summary>A number that tells of several values. Missing values do not count.</summary>
public enum Statistic
{
    /// <summary>The mean; missing where there is no value.</summary>
    Mean,

    /// <summary>The standard deviation of the population (divided by the number of values); missing where there is no value.</summary>
    StandardDeviation,

    /// <summary>The least value; missing where there is none.</summary>
    Minimum,

    /// <summary>The largest value; missing where there is none.</summary>
    Maximum,

    /// <summary>The sum; missing where there is no value.</summary>
    Sum,

    /// <summary>The middle value, or the mean of the two middle ones; missing where there is none.</summary>
    Median,

    /// <summary>The first known value; missing where there is none.</summary>
    First,

    /// <summary>The last known value; missing where there is none.</summary>
    Last,

    /// <summary>How many values are known; 0 where there is none.</summary>
    Count,

    /// <summary>
    /// How much the least-squares line over time rises over the length of the window; missing where fewer than two values are known.
    /// </summary>
    Slope,
}
