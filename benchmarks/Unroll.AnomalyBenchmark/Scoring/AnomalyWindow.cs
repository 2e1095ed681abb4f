namespace Unroll.AnomalyBenchmark.Scoring;

/// <summary>A window of points in which an anomaly is to be detected.</summary>
/// <param name="First">The first point's index.</param>
/// <param name="Last">The last point's index.</param>
internal readonly record struct AnomalyWindow(int First, int Last)
{
    /// <summary>The number of points.</summary>
    public int Width => Last - First + 1;
}
