namespace Unroll.Analysis.ChangePoints;

/// <summary>The changes that a method found, in points.</summary>
/// <param name="Segmentation">The segmentation.</param>
/// <param name="Path">Those that it was chosen from.</param>
/// <param name="Cost">The cost that tells how certain a change is; null where there is none.</param>
/// <param name="Factor">What makes the cost −2 log-likelihood; 0 where there is no likelihood.</param>
/// <param name="Curves">What the segments' model says of each point, for each dimension.</param>
internal sealed record SearchResult(
    Segmentation Segmentation, IReadOnlyList<PathStep> Path, SegmentCost Cost, double Factor, IReadOnlyList<double[]> Curves);
