namespace Unroll.Tasks.Learning.Sections;

/// <summary>
/// Charts above each other over the same times, or other places across, to be looked through together: zoomed, moved and read off. As many
/// places as a page can hold are drawn, of more the highs and lows.
/// </summary>
/// <param name="Title">Its heading.</param>
/// <param name="X">The axis across.</param>
/// <param name="Places">The places across, ascending: numbers, or times (<see cref="IsTime"/>).</param>
/// <param name="Panels">The charts, top to bottom.</param>
public sealed record SeriesSection(string Title, ChartAxis X, IReadOnlyList<double> Places, IReadOnlyList<SeriesPanel> Panels)
    : ReportSection(Title)
{
    /// <summary>The numbers that a page can hold beside the places, where this is its only section.</summary>
    public const int MostNumbers = 150_000;

    /// <summary>Whether places are times, in milliseconds since the start of 1970 by the clock of the series' zone.</summary>
    public bool IsTime { get; init; }

    /// <summary>The marks that stand upright in every chart: changes, periods, stretches.</summary>
    public IReadOnlyList<SeriesMark> Marks { get; init; } = [];

    /// <summary>Numbers that are written to the page at most.</summary>
    public int Budget { get; init; } = MostNumbers;
}
