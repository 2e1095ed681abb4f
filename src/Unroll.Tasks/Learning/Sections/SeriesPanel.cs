namespace Unroll.Tasks.Learning.Sections;

/// <summary>A chart of a <see cref="SeriesSection"/>.</summary>
/// <param name="Y">The axis up.</param>
/// <param name="Lines">The lines.</param>
public sealed record SeriesPanel(ChartAxis Y, IReadOnlyList<SeriesLine> Lines);
