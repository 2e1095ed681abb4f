namespace Unroll.Series.Preparing;

/// <summary>By what a column is scaled.</summary>
public enum ScaleMethod
{
    /// <summary>Mean and standard deviation: <see cref="StandardScaler"/>.</summary>
    Standard,

    /// <summary>Median and interquartile range: <see cref="RobustScaler"/>.</summary>
    Robust,

    /// <summary>Least and largest value: <see cref="MinMaxScaler"/>.</summary>
    MinMax,

    /// <summary>Nothing: <see cref="IdentityScaler"/>.</summary>
    None,
}
