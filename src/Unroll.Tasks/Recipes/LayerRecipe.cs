namespace Unroll.Tasks.Recipes;

/// <summary>One layer of the network: an item of section <c>model</c> of a recipe.</summary>
/// <param name="Kind">Name of the layer in a recipe, for example <c>lstm</c>.</param>
public abstract record LayerRecipe(string Kind)
{
    /// <summary>Line of the recipe that it stands on, from 1; 0 when the recipe was made in code.</summary>
    public int Line { get; init; }

    /// <summary>Whether the layer takes a sequence, so that a recurrent layer before it has to pass on every step's output.</summary>
    internal bool TakesSequence => this is RecurrentLayerRecipe or BidirectionalLayerRecipe or ConvolutionLayerRecipe or PoolingLayerRecipe or GlobalPoolingLayerRecipe;
}
