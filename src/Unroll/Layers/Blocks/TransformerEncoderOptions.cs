namespace Unroll.Layers;

/// <summary>Options of <see cref="TransformerEncoder"/>.</summary>
public readonly record struct TransformerEncoderOptions
{
    // Stored so that all bits zero mean the defaults: default(…) is as good as new().
    private readonly float? _epsilon;

    /// <summary>Dropout rate of the attention weights and of the output of each half. Default: 0.</summary>
    public float Dropout { get; init; }

    /// <summary>Activation between the two layers of the feed-forward half. Default: relu.</summary>
    public ActivationFunction Activation { get => field ?? ActivationFunction.Relu; init; }

    /// <summary>
    /// Whether each half normalises its input rather than its sum with the input (pre-norm): easier to train without warm-up (Xiong et al.
    /// 2020). Default: false, as first published.
    /// </summary>
    public bool NormalizeFirst { get; init; }

    /// <summary>Whether timesteps attend only to those before them, and themselves. Default: false.</summary>
    public bool Causal { get; init; }

    /// <summary>Added to the variance in the normalisations; PyTorch's encoder has 1e-5. Default: 0.001, as in Keras.</summary>
    public float Epsilon
    {
        get => _epsilon ?? 1e-3f;
        init => _epsilon = value == 1e-3f ? null : value;
    }
}
