namespace Unroll.Analysis.ChangePoints;

/// <summary>A segmentation that can be chosen.</summary>
/// <param name="ChangePointCount">The number of changes.</param>
/// <param name="Cost">The cost of the segments.</param>
/// <param name="Criterion">The cost with what the rule adds for the changes.</param>
/// <param name="Penalty">The least penalty that it is the best for; null of methods without one.</param>
/// <param name="IsChosen">Whether it is the chosen one.</param>
public sealed record PathStep(int ChangePointCount, double Cost, double Criterion, double? Penalty, bool IsChosen);
