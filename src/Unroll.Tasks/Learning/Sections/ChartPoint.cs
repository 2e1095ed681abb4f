namespace Unroll.Tasks.Learning.Sections;

/// <summary>A point of a chart.</summary>
/// <param name="Name">What it is of, such as the id of a series.</param>
/// <param name="X">Where it lies across.</param>
/// <param name="Y">Where it lies up.</param>
public readonly record struct ChartPoint(string Name, double X, double Y);
