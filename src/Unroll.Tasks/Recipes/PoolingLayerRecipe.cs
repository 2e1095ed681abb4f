namespace Unroll.Tasks.Recipes;

/// <summary>A summary of each few steps: <c>max-pooling1d</c> or <c>average-pooling1d</c>.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Size">Steps that are summed up, at least 1.</param>
public sealed record PoolingLayerRecipe(string Kind, int Size) : LayerRecipe(Kind)
{
    /// <summary>Steps from one window to the next; null for as many as are summed up.</summary>
    public int? Stride { get; init; }

    /// <summary>What lies beyond the ends: <c>valid</c> or <c>same</c>.</summary>
    public string Padding { get; init; } = "valid";
}
