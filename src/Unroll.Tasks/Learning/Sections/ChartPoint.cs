namespace Unroll.Tasks.Learning.Sections;

/// <summary>A point of a chart.</summary>
/// <param name="X">Where it lies along the horizontal axis.</param>
/// <param name="Y">Where it lies along the vertical axis.</param>
public readonly record struct ChartPoint(double X, double Y);
