namespace Unroll.Analysis.Anomalies;

/// <summary>A run of unusual values.</summary>
/// <param name="Start">The first row, from 0.</param>
/// <param name="End">The last row.</param>
/// <param name="Peak">The row of the highest score.</param>
/// <param name="Score">The highest score, from 0.5 to 1.</param>
/// <param name="PValue">The probability that a series of as many usual values has such a score, by the tail of its scores.</param>
public sealed record Anomaly(int Start, int End, int Peak, double Score, double PValue);
