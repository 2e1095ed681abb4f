using Unroll.Series.Frames;

namespace Unroll.Series.Windowing;

/// <summary>Some rows of one of many series.</summary>
/// <param name="Series">Index of the series.</param>
/// <param name="Rows">The rows, at least one.</param>
public readonly record struct SeriesRows(int Series, RowRange Rows);
