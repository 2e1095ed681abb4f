namespace Unroll.Series.Profiling;

/// <summary>Something about a file that whoever uses it ought to know.</summary>
/// <param name="Column">The column that it is about; null where it is about the rows.</param>
/// <param name="Text">What was found and what to do about it, as a sentence without the full stop.</param>
public sealed record Finding(string? Column, string Text);
