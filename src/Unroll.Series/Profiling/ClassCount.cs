namespace Unroll.Series.Profiling;

/// <summary>How often something occurs: the series of a class, or the rows of a category.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Count">How many there are.</param>
public sealed record ClassCount(string Name, long Count);
