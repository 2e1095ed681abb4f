namespace Unroll.Series.Preparing;

/// <summary>How values are told that are too far out.</summary>
public enum ClipMethod
{
    /// <summary>
    /// Farther from the median of a window that slides along than some scaled median distances from it (Hampel's identifier; Davies and
    /// Gather, 1993, The identification of multiple outliers). Nothing is learned.
    /// </summary>
    Hampel,

    /// <summary>Farther from the mean of the training part than some of its standard deviations.</summary>
    Sigma,

    /// <summary>Outside two quantiles of the training part.</summary>
    Quantile,
}
