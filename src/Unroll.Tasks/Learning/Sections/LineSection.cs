namespace Unroll.Tasks.Learning.Sections;

/// <summary>A chart of lines.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="X">The axis across.</param>
/// <param name="Y">The axis up.</param>
/// <param name="Lines">The lines, the primary one first.</param>
public sealed record LineSection(string Title, ChartAxis X, ChartAxis Y, IReadOnlyList<ChartLine> Lines) : ReportSection(Title)
{
    /// <summary>Whether each line has a colour of its own, however many there are, rather than a few and the rest alike.</summary>
    public bool IsColored { get; init; }
}
