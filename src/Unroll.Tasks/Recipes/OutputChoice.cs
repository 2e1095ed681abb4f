namespace Unroll.Tasks.Recipes;

/// <summary>A value for all of a network's outputs, or one for each by its name.</summary>
/// <param name="Shared">The value for all; null where each has its own.</param>
/// <param name="ByOutput">The values by output; empty where all have the same.</param>
internal sealed record OutputChoice<T>(T? Shared, IReadOnlyDictionary<string, T> ByOutput)
    where T : class;
