namespace Unroll.Tasks.Learning.Sections;

/// <summary>A histogram of values.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Axis">The axis of the values.</param>
/// <param name="Values">The values; whoever draws them puts them into bins.</param>
public sealed record HistogramSection(string Title, ChartAxis Axis, IReadOnlyList<double> Values) : ReportSection(Title);
