namespace Unroll.Tasks.Runs.Documents;

/// <summary>The networks beside the best baseline on the test part.</summary>
/// <param name="Measure">Name of the measure: <c>mae</c>.</param>
/// <param name="BestBaseline">Name of the best baseline by it.</param>
/// <param name="BeatsBaselines">Whether the networks beat it.</param>
/// <param name="LikelyCauses">Why not, a sentence each; empty where they do.</param>
/// <param name="Significance">The test of whether the two differ by more than chance; null where there is none.</param>
internal sealed record VerdictDocument(
    string Measure, string BestBaseline, bool BeatsBaselines, IReadOnlyList<string> LikelyCauses, SignificanceDocument? Significance);
