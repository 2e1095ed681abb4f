namespace Unroll.Tasks.Recipes;

/// <summary>An output of the network: one of <c>outputs</c> of a recipe.</summary>
/// <param name="Layer">Name of the layer whose output it is, and of the output.</param>
/// <param name="Targets">The targets that it predicts; empty for the one of the same name, or for all where it is the only output.</param>
public sealed record OutputRecipe(string Layer, params IReadOnlyList<string> Targets);
