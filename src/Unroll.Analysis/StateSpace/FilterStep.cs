namespace Unroll.Analysis.StateSpace;

/// <summary>
/// Covariances and weights of one step of a filter, which a smoother goes back by; shared by all steps that are the same.
/// </summary>
internal sealed class FilterStep
{
    /// <summary>P before the observation.</summary>
    public required double[] Covariance { get; init; }

    /// <summary>P∞ before the observation; null where all states are determined.</summary>
    public double[]? Infinite { get; init; }

    /// <summary>Whether the covariance no longer changes.</summary>
    public bool IsSteady { get; init; }

    public double[] Observation { get; set; } = [];

    public double[] FilteredCovariance { get; set; } = [];

    public double[]? FilteredInfinite { get; set; }

    /// <summary>P·z/f; null where the observation is missing.</summary>
    public double[]? Gain { get; set; }

    /// <summary>P·z; null where all states are determined.</summary>
    public double[]? Cross { get; set; }

    /// <summary>P∞·z.</summary>
    public double[]? InfiniteCross { get; set; }

    public double Variance { get; set; }

    public double InfiniteVariance { get; set; }
}
