namespace Unroll.Tasks.Learning.Sections;

/// <summary>How often values of each size occur, such as those of residuals.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Axis">What the values are.</param>
/// <param name="Values">The values, which the report puts into bins; those that are not finite are left out.</param>
public sealed record HistogramSection(string Title, ChartAxis Axis, IReadOnlyList<double> Values) : ReportSection(Title);
