namespace Unroll.Tasks.Recipes;

/// <summary>Leaves out the steps whose features all have a certain value: <c>masking</c>.</summary>
/// <param name="Value">The value.</param>
public sealed record MaskingLayerRecipe(double Value) : LayerRecipe("masking");
