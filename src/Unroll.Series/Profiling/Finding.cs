namespace Unroll.Series.Profiling;

/// <summary>A finding about a file that its user ought to know.</summary>
/// <param name="Column">The column concerned; null where it concerns the rows.</param>
/// <param name="Text">The finding and the advice, as a sentence without the full stop.</param>
public sealed record Finding(string? Column, string Text);
