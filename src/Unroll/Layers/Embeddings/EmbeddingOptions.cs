using Unroll.Initializers;

namespace Unroll.Layers;

/// <summary>Options of <see cref="Embedding"/>; the defaults are Keras'.</summary>
public readonly record struct EmbeddingOptions
{
    /// <summary>
    /// Whether index 0 is padding: its timesteps are masked in the layers that follow. Default: false.
    /// </summary>
    public bool MaskZero { get; init; }

    /// <summary>
    /// Whether an optimizer step changes only the vectors of indices that the batch has, and their moments: faster for large vocabularies,
    /// and another rule than the dense one for optimizers with moments or weight decay, as PyTorch's SparseAdam and Keras' sparse updates
    /// are. Default: false.
    /// </summary>
    public bool SparseUpdates { get; init; }

    /// <summary>Initial vectors. Default: uniform between −0.05 and 0.05.</summary>
    public Initializer EmbeddingsInitializer { get => field ?? new RandomUniform(); init; }
}
