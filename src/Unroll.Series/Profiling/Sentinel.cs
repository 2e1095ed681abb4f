namespace Unroll.Series.Profiling;

/// <summary>A number that seems to stand for a missing value, such as −999: it repeats exactly, far from all other values.</summary>
/// <param name="Value">The number.</param>
/// <param name="Count">How often it occurs.</param>
public sealed record Sentinel(double Value, long Count);
