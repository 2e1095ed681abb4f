namespace Unroll.Analysis.ChangePoints;

/// <summary>A segmentation that is the best for a range of penalties.</summary>
/// <param name="Penalty">The least penalty that it is found with.</param>
/// <param name="Segmentation">The segmentation.</param>
public sealed record PathPoint(double Penalty, Segmentation Segmentation);
