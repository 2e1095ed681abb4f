namespace Unroll.Tasks.Learning.Sections;

/// <summary>A heat map: numbers over two axes as colours, from blue (negative) over nothing (0) to green (positive).</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Across">What the columns are: "timestep".</param>
/// <param name="Down">What the rows are: "input".</param>
/// <param name="Columns">Names of the columns, of which some are shown.</param>
/// <param name="Rows">Names of the rows, from the top.</param>
/// <param name="Values">The numbers, row by row; NaN where there is none.</param>
public sealed record HeatMapSection(
    string Title, string Across, string Down, IReadOnlyList<string> Columns, IReadOnlyList<string> Rows,
    IReadOnlyList<IReadOnlyList<double>> Values) : ReportSection(Title)
{
    /// <summary>Whether each column has its name, as tokens of a text have, rather than some; where there are not too many.</summary>
    public bool NamesColumns { get; init; }

    /// <summary>The magnitude of the strongest colour; null for the largest of the numbers.</summary>
    public double? Limit { get; init; }

    /// <summary>Whether there may be negative numbers; false for shares, such as weights of attention, whose scale begins at 0.</summary>
    public bool HasSigns { get; init; } = true;
}
