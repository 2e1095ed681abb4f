namespace Unroll.Tasks.Recipes;

/// <summary>A convolution over time: <c>conv1d</c>.</summary>
/// <param name="Filters">Outputs at each step, at least 1.</param>
/// <param name="Kernel">Steps that a filter sees, at least 1.</param>
public sealed record ConvolutionLayerRecipe(int Filters, int Kernel) : LayerRecipe("conv1d")
{
    /// <summary>What lies beyond the ends: <c>valid</c> (nothing), <c>same</c> or <c>causal</c> (zeros, at both ends or before the start).</summary>
    public string Padding { get; init; } = "valid";

    /// <summary>Steps from one window to the next.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Steps from one tap of a filter to the next.</summary>
    public int Dilation { get; init; } = 1;

    /// <summary>Activation of the output; null for none.</summary>
    public string? Activation { get; init; }

    /// <summary>Whether there is a bias.</summary>
    public bool Bias { get; init; } = true;
}
