namespace Unroll.Analysis.Estimators;

/// <summary>The values of a row of a sparse table that are not 0.</summary>
/// <param name="Columns">Their columns, each once.</param>
/// <param name="Values">The values.</param>
internal readonly record struct SparseRow(int[] Columns, double[] Values);
