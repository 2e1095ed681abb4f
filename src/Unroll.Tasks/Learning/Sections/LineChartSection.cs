namespace Unroll.Tasks.Learning.Sections;

/// <summary>Lines over numbers, such as the error by steps ahead.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Horizontal">The horizontal axis.</param>
/// <param name="Vertical">The vertical axis.</param>
/// <param name="Lines">The lines.</param>
public sealed record LineChartSection(string Title, ChartAxis Horizontal, ChartAxis Vertical, IReadOnlyList<ChartLine> Lines) : ReportSection(Title);
