using Unroll.Initializers;

namespace Unroll.Layers;

/// <summary>Options of <see cref="PositionalEncoding"/>.</summary>
public readonly record struct PositionalEncodingOptions
{
    /// <summary>Whether the positions' vectors are trained, rather than fixed sines and cosines. Default: false.</summary>
    public bool Learned { get; init; }

    /// <summary>
    /// The longest sequence, where positions are <see cref="Learned"/>: each has a vector of its own. 0, the default: the model's
    /// timesteps, which must then be fixed.
    /// </summary>
    public int MaxLength { get; init; }

    /// <summary>Initial vectors, where they are <see cref="Learned"/>. Default: Glorot uniform, as in Keras.</summary>
    public Initializer EmbeddingsInitializer { get => field ?? new GlorotUniform(); init; }
}
