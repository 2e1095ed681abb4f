namespace Unroll.Layers;

/// <summary>The statistics of a window by which <see cref="ReversibleNormalization"/> normalises it.</summary>
public enum WindowStatistics
{
    /// <summary>Mean and standard deviation of the window (RevIN, Kim et al. 2022).</summary>
    MeanAndDeviation,

    /// <summary>The last value, which is subtracted; nothing is scaled.</summary>
    LastValue,
}
