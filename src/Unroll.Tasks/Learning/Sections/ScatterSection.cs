namespace Unroll.Tasks.Learning.Sections;

/// <summary>A chart of points.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="X">The axis across.</param>
/// <param name="Y">The axis up.</param>
/// <param name="Points">The points.</param>
public sealed record ScatterSection(string Title, ChartAxis X, ChartAxis Y, IReadOnlyList<ChartPoint> Points) : ReportSection(Title)
{
    /// <summary>Whether both axes are the same, and their diagonal is drawn: where predictions are right.</summary>
    public bool HasDiagonal { get; init; }
}
