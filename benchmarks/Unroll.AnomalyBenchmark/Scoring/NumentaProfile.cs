namespace Unroll.AnomalyBenchmark.Scoring;

/// <summary>
/// What detections are worth in the Numenta Anomaly Benchmark (Lavin and Ahmad, "Evaluating real-time anomaly detection algorithms", 2015).
/// </summary>
/// <param name="TruePositive">The weight of a window found at its first point.</param>
/// <param name="FalsePositive">The weight of a detection far from any window.</param>
/// <param name="FalseNegative">The weight of a window that is missed.</param>
internal readonly record struct NumentaProfile(double TruePositive, double FalsePositive, double FalseNegative)
{
    /// <summary>The profile that published results are given in.</summary>
    public static readonly NumentaProfile Standard = new(1, 0.11, 1);
}
