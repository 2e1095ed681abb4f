namespace Unroll.Tasks.Learning.Sections;

/// <summary>Points, such as predictions over true values.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Horizontal">The horizontal axis.</param>
/// <param name="Vertical">The vertical axis.</param>
/// <param name="Points">The points; those that are not finite are left out.</param>
public sealed record ScatterSection(string Title, ChartAxis Horizontal, ChartAxis Vertical, IReadOnlyList<ChartPoint> Points) : ReportSection(Title)
{
    /// <summary>Whether the line of equal values is drawn, and both axes are the same.</summary>
    public bool HasDiagonal { get; init; }
}
