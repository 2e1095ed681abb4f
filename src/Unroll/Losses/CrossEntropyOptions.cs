namespace Unroll.Losses;

/// <summary>Options of the cross-entropies.</summary>
public readonly record struct CrossEntropyOptions
{
    /// <summary>
    /// Whether predictions are logits, before sigmoid or softmax, rather than probabilities. More exact, and the last layer needs no
    /// activation. Default: false, as in Keras.
    /// </summary>
    public bool FromLogits { get; init; }

    /// <summary>
    /// Label smoothing s (Szegedy et al. 2016): t becomes t·(1 − s) + s/classes. Default: 0.
    /// </summary>
    public float LabelSmoothing { get; init; }

    /// <summary>
    /// Factor of each class's terms, for example from <see cref="ClassWeights.Balanced(IEnumerable{int})"/>; the mean is still taken over
    /// the number of terms, as in Keras. Default: null, all 1.
    /// </summary>
    public IReadOnlyList<float>? ClassWeights { get; init; }
}
