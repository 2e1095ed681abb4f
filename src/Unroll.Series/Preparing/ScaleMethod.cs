namespace Unroll.Series.Preparing;

/// <summary>The scaler of a column.</summary>
public enum ScaleMethod
{
    /// <summary>Mean and standard deviation: <see cref="StandardScaler"/>.</summary>
    Standard,

    /// <summary>Median and interquartile range: <see cref="RobustScaler"/>.</summary>
    Robust,

    /// <summary>Minimum and maximum: <see cref="MinMaxScaler"/>.</summary>
    MinMax,

    /// <summary>Nothing: <see cref="IdentityScaler"/>.</summary>
    None,
}
