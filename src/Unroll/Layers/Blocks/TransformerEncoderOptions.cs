namespace Unroll.Layers;

/// <summary>Options of <see cref="TransformerEncoder"/>.</summary>
public readonly record struct TransformerEncoderOptions
{
    /// <summary>Share that is dropped of the attention weights and of what each half adds. Default: 0.</summary>
    public float Dropout { get; init; }

    /// <summary>Activation between the two layers of the feed-forward half. Default: relu.</summary>
    public ActivationFunction Activation { get => field ?? ActivationFunction.Relu; init; }

    /// <summary>
    /// Whether each half normalises what it takes rather than its sum with the input: easier to train without warm-up (Xiong et al. 2020). Default:
    /// false, as first published.
    /// </summary>
    public bool NormalizeFirst { get; init; }

    /// <summary>Whether timesteps see only those before them, and themselves. Default: false.</summary>
    public bool Causal { get; init; }
}
