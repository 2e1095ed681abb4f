namespace Unroll.Tasks.Analysing;

/// <summary>A column with what an analysis found in it.</summary>
/// <param name="Column">The column.</param>
/// <param name="Result">What was found; null where it could not be analysed.</param>
/// <param name="Problem">Why it could not, as a sentence; null where it could.</param>
public sealed record ColumnResult(AnalysedColumn Column, AnalysisResult? Result, string? Problem);
