namespace Unroll.Analysis.Matching;

/// <summary>A pair of windows that are alike.</summary>
/// <param name="First">The first row of the earlier one.</param>
/// <param name="Second">The first row of the later one.</param>
/// <param name="Length">Rows of each.</param>
/// <param name="Distance">Their distance.</param>
public sealed record Motif(int First, int Second, int Length, double Distance);
