namespace Unroll.Series.Preparing;

/// <summary>The columns to encode as indices.</summary>
/// <param name="Columns">The columns, categorical or numbers that stand for categories; null for all categorical columns.</param>
public readonly record struct EmbeddingCodeOptions(IReadOnlyList<string>? Columns);
