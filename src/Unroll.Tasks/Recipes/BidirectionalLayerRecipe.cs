namespace Unroll.Tasks.Recipes;

/// <summary>A recurrent layer that reads from the start, beside one that reads from the end: <c>bidirectional</c>.</summary>
/// <param name="Layer">The layer; there are two of it.</param>
public sealed record BidirectionalLayerRecipe(RecurrentLayerRecipe Layer) : LayerRecipe("bidirectional")
{
    /// <summary>How the two outputs are joined: <c>concatenate</c>, <c>sum</c>, <c>average</c> or <c>multiply</c>.</summary>
    public string Merge { get; init; } = "concatenate";
}
