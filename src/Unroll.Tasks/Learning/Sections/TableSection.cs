namespace Unroll.Tasks.Learning.Sections;

/// <summary>A table.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Columns">The columns; the first names the rows.</param>
/// <param name="Rows">
/// The rows, as many cells as columns: texts, numbers (<see cref="double"/>, <see cref="int"/>), times (<see cref="DateTime"/>), or null
/// where there is nothing.
/// </param>
public sealed record TableSection(
    string Title, IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows) : ReportSection(Title)
{
    /// <summary>Unit of the columns with <see cref="ScoreFormat.Unit"/>; null where there is none.</summary>
    public string? Unit { get; init; }
}
