namespace Unroll.Analysis.ChangePoints;

/// <summary>Methods that find change points.</summary>
public enum ChangePointMethod
{
    /// <summary>Levels or lines with autocorrelated noise, without seasons and spikes, as the data tell.</summary>
    Automatic,

    /// <summary>The best segmentation: <see cref="ChangePoints.Pelt"/>.</summary>
    Pelt,

    /// <summary>The best change of all segments, again and again: <see cref="ChangePoints.BinarySegmentation"/>.</summary>
    BinarySegmentation,

    /// <summary>Two windows that slide along the series: <see cref="ChangePoints.SlidingWindow"/>.</summary>
    Window,

    /// <summary>Cumulative sums of the distances from the level so far: <see cref="CusumDetector"/>.</summary>
    Cusum,

    /// <summary>Bayesian online detection, the most probable segmentation: <see cref="BayesianOnlineDetector"/>.</summary>
    BayesianOnline,
}
