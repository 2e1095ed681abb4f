using Unroll.Initializers;

namespace Unroll.Layers;

/// <summary>Options of <see cref="AdditiveAttention"/>.</summary>
public readonly record struct AdditiveAttentionOptions
{
    /// <summary>Dropout rate of the attention weights, from 0 up to but not including 1. Default: 0.</summary>
    public float Dropout { get; init; }

    /// <summary>Initial kernels. Default: Glorot uniform.</summary>
    public Initializer KernelInitializer { get => field ?? new GlorotUniform(); init; }
}
