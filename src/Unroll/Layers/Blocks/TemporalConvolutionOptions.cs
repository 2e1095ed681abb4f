namespace Unroll.Layers;

/// <summary>Options of <see cref="TemporalConvolution"/>.</summary>
public readonly record struct TemporalConvolutionOptions
{
    /// <summary>Dropout rate behind each convolution. Default: 0.</summary>
    public float Dropout { get; init; }

    /// <summary>Activation behind each convolution and each sum. Default: relu.</summary>
    public ActivationFunction Activation { get => field ?? ActivationFunction.Relu; init; }

    /// <summary>Whether each convolution's output is normalised over its features. Default: false.</summary>
    public bool LayerNormalization { get; init; }
}
