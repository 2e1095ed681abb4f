namespace Unroll.Losses;

/// <summary>
/// The mean over all timesteps of −Σ tᵢ·log pᵢ: one class of several, the target a probability for each class, one of them 1 in most cases. From
/// probabilities, they are first divided by their sum, as in Keras.
/// </summary>
public sealed class CategoricalCrossEntropy : ClassCrossEntropy
{
    /// <summary>Creates the loss.</summary>
    /// <param name="options">Options; leave out for probabilities without smoothing.</param>
    /// <exception cref="ArgumentException">The label smoothing is not in [0, 1), or a class weight is negative or not finite.</exception>
    public CategoricalCrossEntropy(CrossEntropyOptions options = default)
        : base(options)
    {
    }

    /// <inheritdoc/>
    public override string Name => "categorical-cross-entropy";

    private protected override double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale) =>
        Term(prediction, target, -1, gradient, scale);
}
