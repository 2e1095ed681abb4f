namespace Unroll.Tasks.Recipes;

/// <summary>A learned vector for each index: <c>embedding</c>, for series of one column of whole numbers from 0.</summary>
/// <param name="Vocabulary">Different indices, at least 1.</param>
/// <param name="Dimension">Length of the vectors, at least 1.</param>
public sealed record EmbeddingLayerRecipe(int Vocabulary, int Dimension) : LayerRecipe("embedding")
{
    /// <summary>Whether index 0 is padding, and left out.</summary>
    public bool MaskZero { get; init; }
}
