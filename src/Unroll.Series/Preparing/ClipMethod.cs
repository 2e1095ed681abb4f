namespace Unroll.Series.Preparing;

/// <summary>The method of detecting outliers.</summary>
public enum ClipMethod
{
    /// <summary>
    /// Farther from the median of a sliding window than some scaled median absolute deviations (Hampel's identifier; Davies and Gather,
    /// 1993, The identification of multiple outliers). Nothing is fitted.
    /// </summary>
    Hampel,

    /// <summary>Farther from the mean of the training part than some of its standard deviations.</summary>
    Sigma,

    /// <summary>Outside two quantiles of the training part.</summary>
    Quantile,
}
