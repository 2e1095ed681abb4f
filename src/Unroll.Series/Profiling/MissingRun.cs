namespace Unroll.Series.Profiling;

/// <summary>A run of rows without a value.</summary>
/// <param name="Id">The series.</param>
/// <param name="Row">First row, from 0.</param>
/// <param name="Rows">Rows.</param>
/// <param name="First">Stamp of the first row as messages show it, or its number.</param>
/// <param name="Last">Stamp of the last row as messages show it, or its number.</param>
/// <param name="Span">Time from the first row to the last; null where rows are numbered.</param>
public sealed record MissingRun(string Id, int Row, int Rows, string First, string Last, TimeSpan? Span = null);
