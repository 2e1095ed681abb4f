namespace Unroll.Tasks.Recipes;

/// <summary>A fully connected layer: <c>dense</c>.</summary>
/// <param name="Units">Outputs, at least 1.</param>
public sealed record DenseLayerRecipe(int Units) : LayerRecipe("dense")
{
    /// <summary>Activation of the output; null for none.</summary>
    public string? Activation { get; init; }

    /// <summary>Whether there is a bias.</summary>
    public bool Bias { get; init; } = true;
}
