namespace Unroll.Tasks.Recipes;

/// <summary>An activation function as a layer of its own: <c>activation</c>.</summary>
/// <param name="Function">Its name, for example <c>relu</c>.</param>
public sealed record ActivationLayerRecipe(string Function) : LayerRecipe("activation");
