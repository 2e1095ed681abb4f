namespace Unroll.Tasks.Recipes;

/// <summary>A layer that drops inputs at random while training: <c>dropout</c>.</summary>
/// <param name="Rate">Share of the inputs that is dropped, from 0 to below 1.</param>
public sealed record DropoutLayerRecipe(double Rate) : LayerRecipe("dropout");
