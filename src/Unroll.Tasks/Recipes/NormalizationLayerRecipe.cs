namespace Unroll.Tasks.Recipes;

/// <summary>A normalization: <c>batch-normalization</c> over a batch, or <c>layer-normalization</c> over the features of a step.</summary>
/// <param name="Kind">Which one.</param>
public sealed record NormalizationLayerRecipe(string Kind) : LayerRecipe(Kind)
{
    /// <summary>Added to the variance.</summary>
    public double Epsilon { get; init; } = 0.001;

    /// <summary>For <c>batch-normalization</c>: the share of the moving averages that a step keeps.</summary>
    public double Momentum { get; init; } = 0.99;
}
