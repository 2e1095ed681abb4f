namespace Unroll.Tasks.Learning.Sections;

/// <summary>Rows of small charts, to compare what stands side by side.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Rows">The rows.</param>
public sealed record ChartGridSection(string Title, IReadOnlyList<ChartGridRow> Rows) : ReportSection(Title);
