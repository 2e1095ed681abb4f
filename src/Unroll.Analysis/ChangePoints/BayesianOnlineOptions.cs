namespace Unroll.Analysis.ChangePoints;

/// <summary>
/// Settings of a <see cref="BayesianOnlineDetector"/>: how often changes come, and what is known of a segment's mean and variance before
/// its first value (a normal and inverse gamma distribution).
/// </summary>
public sealed record BayesianOnlineOptions
{
    /// <summary>The mean number of points from a change to the next, above 1. Default: 250.</summary>
    public double MeanRunLength { get; init; } = 250;

    /// <summary>The expected mean of a segment. Default: 0.</summary>
    public double Mean { get; init; }

    /// <summary>Number of values that the expected mean counts for, above 0. Default: 0.1.</summary>
    public double MeanWeight { get; init; } = 0.1;

    /// <summary>The expected variance within a segment, above 0. Default: 1.</summary>
    public double Variance { get; init; } = 1;

    /// <summary>Number of values that the expected variance counts for, above 0. Default: 2.</summary>
    public double VarianceWeight { get; init; } = 2;

    /// <summary>
    /// Share of a value's log-likelihood that counts, above 0 and at most 1: less than 1 where neighbouring values say the same twice.
    /// Default: 1.
    /// </summary>
    public double Tempering { get; init; } = 1;

    /// <summary>Run lengths less probable than this are forgotten. Default: 1e-6.</summary>
    public double MinProbability { get; init; } = 1e-6;

    /// <summary>The most run lengths that are kept, at least 2: time and memory of a value stay below it. Default: 400.</summary>
    public int MaxRunLengths { get; init; } = 400;
}
