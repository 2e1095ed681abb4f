namespace Unroll.Series.Preparing;

/// <summary>The scaler of a column.</summary>
public enum ScaleMethod
{
    /// <summary>Mean and standard deviation of the training part.</summary>
    Standard,

    /// <summary>Median and interquartile range, which outliers do not move.</summary>
    Robust,

    /// <summary>Minimum and range: the training part becomes 0 … 1.</summary>
    MinMax,

    /// <summary>Nothing: the column stays as it is.</summary>
    None,
}
