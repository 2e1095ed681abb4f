namespace Unroll.Tasks.Recipes;

/// <summary>A summary of all steps, after which there is no sequence any more: <c>global-max-pooling1d</c> or <c>global-average-pooling1d</c>.</summary>
/// <param name="Kind">Which one.</param>
public sealed record GlobalPoolingLayerRecipe(string Kind) : LayerRecipe(Kind);
