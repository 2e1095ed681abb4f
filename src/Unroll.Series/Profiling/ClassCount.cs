namespace Unroll.Series.Profiling;

/// <summary>The frequency of a class or category: its series, or its rows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Count">How many there are.</param>
public sealed record ClassCount(string Name, long Count);
