using Unroll.Catalogue;

namespace Unroll.Losses;

/// <summary>
/// The mean over all timesteps of −Σ tᵢ·log pᵢ: exclusive classes, the target a probability for each, mostly one-hot. Predicted
/// probabilities are first divided by their sum, as in Keras.
/// </summary>
public sealed class CategoricalCrossEntropy : ClassCrossEntropy
{
    private static readonly CrossEntropySettings<CategoricalCrossEntropy> _settings = new(loss => loss.Options);

    internal static Entry<Loss> Entry { get; } = new(
        "categorical-crossentropy", typeof(CategoricalCrossEntropy), "One class of several, the target a probability for each class.",
        [.. _settings.All], values => new CategoricalCrossEntropy(_settings.Read(values)))
    {
        Aliases = ["categorical-cross-entropy"],
        Formula = "L = −mean(Σ tᵢ·log pᵢ)",
        Example = "categorical-crossentropy: {from-logits: true}",
    };

    /// <summary>Creates the loss.</summary>
    /// <param name="options">Options; leave out for probabilities without smoothing.</param>
    /// <exception cref="ArgumentException">The label smoothing is not in [0, 1), or a class weight is negative or not finite.</exception>
    public CategoricalCrossEntropy(CrossEntropyOptions options = default)
        : base(options)
    {
    }

    /// <inheritdoc/>
    public override TargetRange GetTargetRange(int features) => TargetRange.Distribution;

    /// <inheritdoc/>
    protected override double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale) =>
        Term(prediction, target, -1, gradient, scale);
}
