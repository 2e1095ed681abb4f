namespace Unroll.Tasks.Learning.Sections;

/// <summary>A row of small charts.</summary>
/// <param name="Name">Its heading: what the charts have in common.</param>
/// <param name="Charts">The charts, left to right; their titles stand below them.</param>
public sealed record ChartGridRow(string Name, IReadOnlyList<LineSection> Charts);
