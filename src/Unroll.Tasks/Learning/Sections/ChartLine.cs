namespace Unroll.Tasks.Learning.Sections;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Points">Its points, from left to right; those that are not finite are left out.</param>
public sealed record ChartLine(string Name, IReadOnlyList<ChartPoint> Points)
{
    /// <summary>What it looks like.</summary>
    public ChartLineStyle Style { get; init; } = ChartLineStyle.Main;
}
