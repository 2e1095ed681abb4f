using Unroll.Initializers;

namespace Unroll.Layers;

/// <summary>Options of <see cref="MultiHeadAttention"/>; the defaults are Keras'.</summary>
public readonly record struct MultiHeadAttentionOptions
{
    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly bool _withoutBias;

    /// <summary>Length of each head's values, at least 1. Default, null: that of its keys.</summary>
    public int? ValueDimension { get; init; }

    /// <summary>Features of the output, at least 1. Default, null: those of the query.</summary>
    public int? OutputDimension { get; init; }

    /// <summary>Whether the four projections have a bias. Default: true.</summary>
    public bool UseBias
    {
        get => !_withoutBias;
        init => _withoutBias = !value;
    }

    /// <summary>Dropout rate of the attention weights, from 0 up to but not including 1. Default: 0.</summary>
    public float Dropout { get; init; }

    /// <summary>Whether a timestep attends only to itself and those before it. Default: false.</summary>
    public bool Causal { get; init; }

    /// <summary>Initial kernels. Default: Glorot uniform.</summary>
    public Initializer KernelInitializer { get => field ?? new GlorotUniform(); init; }

    /// <summary>Initial biases. Default: zeros.</summary>
    public Initializer BiasInitializer { get => field ?? new Zeros(); init; }
}
