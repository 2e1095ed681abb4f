using Unroll.Catalogue;

namespace Unroll.Losses;

/// <summary>
/// <see cref="CategoricalCrossEntropy"/> with class indices, from 0, as targets: one feature a timestep instead of one-hot.
/// </summary>
public sealed class SparseCategoricalCrossEntropy : ClassCrossEntropy
{
    private static readonly CrossEntropySettings<SparseCategoricalCrossEntropy> _settings = new(loss => loss.Options);

    internal static Entry<Loss> Entry { get; } = new(
        "sparse-categorical-crossentropy", typeof(SparseCategoricalCrossEntropy), "One class of several, the target its number from 0.",
        [.. _settings.All], values => new SparseCategoricalCrossEntropy(_settings.Read(values)))
    {
        Aliases = ["sparse-categorical-cross-entropy"],
        Formula = "L = −mean(log p of the target)",
        Example = "sparse-categorical-crossentropy: {from-logits: true}",
    };

    /// <summary>Creates the loss.</summary>
    /// <param name="options">Options; leave out for probabilities without smoothing.</param>
    /// <exception cref="ArgumentException">The label smoothing is not in [0, 1), or a class weight is negative or not finite.</exception>
    public SparseCategoricalCrossEntropy(CrossEntropyOptions options = default)
        : base(options)
    {
    }

    /// <summary>One feature: the class index.</summary>
    /// <inheritdoc/>
    public override Shape GetTargetShape(Shape output) => LabelTargets.ShapeFor(base.GetTargetShape(output));

    /// <inheritdoc/>
    public override TargetRange GetTargetRange(int features) => TargetRange.Classes(features);

    /// <inheritdoc/>
    protected override double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale) =>
        Term(prediction, LabelTargets.Read(target[0], prediction.Length), gradient, scale);
}
