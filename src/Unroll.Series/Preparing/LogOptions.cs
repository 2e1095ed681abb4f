namespace Unroll.Series.Preparing;

/// <summary>Columns and their kind of logarithm.</summary>
/// <param name="Kind">The kind of logarithm.</param>
/// <param name="Columns">The columns; null for all columns of numbers.</param>
public readonly record struct LogOptions(LogKind Kind, IReadOnlyList<string>? Columns);
