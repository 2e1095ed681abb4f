namespace Unroll.Analysis.Characteristics;

/// <summary>A value and its position.</summary>
/// <param name="Id">The series.</param>
/// <param name="Row">Row of it, from 0.</param>
/// <param name="Time">The row's stamp as messages show it, or its number.</param>
/// <param name="Value">The value.</param>
public sealed record ValueAt(string Id, int Row, string Time, double Value);
