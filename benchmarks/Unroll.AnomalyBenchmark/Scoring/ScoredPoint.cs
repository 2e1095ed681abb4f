namespace Unroll.AnomalyBenchmark.Scoring;

/// <summary>A point that may be a detection.</summary>
/// <param name="Stream">The index of its stream.</param>
/// <param name="Window">The index of the stream's window that it lies in; −1 for none.</param>
/// <param name="Score">The detector's score.</param>
/// <param name="Worth">What a detection here adds.</param>
internal readonly record struct ScoredPoint(int Stream, int Window, double Score, double Worth);
