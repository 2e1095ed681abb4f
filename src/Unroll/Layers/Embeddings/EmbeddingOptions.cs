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

    /// <summary>
    /// The share of indices other than 0 that become <see cref="UnknownIndex"/> in training, drawn anew in each step: word dropout, by
    /// which the vector of unknown words is trained, and no single word is relied on (Iyyer et al. 2015). Default: 0.
    /// </summary>
    public float WordDropout { get; init; }

    /// <summary>The index of unknown words, which dropped ones become. Default: 1, as the step <c>tokenize</c> numbers them.</summary>
    public int UnknownIndex { get => field == 0 ? 1 : field; init; }

    /// <summary>Initial vectors. Default: uniform between −0.05 and 0.05.</summary>
    public Initializer EmbeddingsInitializer { get => field ?? new RandomUniform(); init; }
}
