using Unroll.Initializers;

namespace Unroll.Layers;

/// <summary>Options of <see cref="Embedding"/>; the defaults are Keras'.</summary>
public readonly record struct EmbeddingOptions
{
    /// <summary>
    /// Whether index 0 is padding: its timesteps are masked in the layers that follow. Default: false.
    /// </summary>
    public bool MaskZero { get; init; }

    /// <summary>Initial vectors. Default: uniform between −0.05 and 0.05.</summary>
    public Initializer EmbeddingsInitializer { get => field ?? new RandomUniform(); init; }
}
