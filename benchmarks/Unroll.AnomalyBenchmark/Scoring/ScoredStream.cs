namespace Unroll.AnomalyBenchmark.Scoring;

/// <summary>What a detector made of a labelled stream.</summary>
/// <param name="Name">The stream's name.</param>
/// <param name="Scores">A score for each point, in the order of time.</param>
/// <param name="Windows">The windows of the labelled anomalies, in the order of time, none within another.</param>
internal sealed record ScoredStream(string Name, IReadOnlyList<double> Scores, IReadOnlyList<AnomalyWindow> Windows);
