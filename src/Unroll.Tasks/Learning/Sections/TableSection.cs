namespace Unroll.Tasks.Learning.Sections;

/// <summary>A table, such as the largest errors.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">
/// The rows, as many cells as columns: texts, numbers (<see cref="double"/>, <see cref="int"/>), times (<see cref="DateTime"/>, rows without stamps as
/// <see cref="Unroll.Series.Frames.TimeIndex"/> numbers them), or null where there is nothing.
/// </param>
public sealed record TableSection(string Title, IReadOnlyList<TableColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows) : ReportSection(Title);
