namespace Unroll.Tasks.Classification;

/// <summary>What a part of the series holds.</summary>
/// <param name="Name"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
/// <param name="Series">Number of series.</param>
/// <param name="Counts">How many belong to each class.</param>
public sealed record ClassCounts(string Name, int Series, IReadOnlyList<int> Counts);
