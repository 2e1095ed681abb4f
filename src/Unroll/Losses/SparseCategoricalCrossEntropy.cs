namespace Unroll.Losses;

/// <summary>
/// <see cref="CategoricalCrossEntropy"/> with the number of the class, from 0, as target: one feature a timestep instead of one a class.
/// </summary>
public sealed class SparseCategoricalCrossEntropy : ClassCrossEntropy
{
    /// <summary>Creates the loss.</summary>
    /// <param name="options">Options; leave out for probabilities without smoothing.</param>
    /// <exception cref="ArgumentException">The label smoothing is not in [0, 1), or a class weight is negative or not finite.</exception>
    public SparseCategoricalCrossEntropy(CrossEntropyOptions options = default)
        : base(options)
    {
    }

    /// <inheritdoc/>
    public override string Name => "sparse-categorical-cross-entropy";

    /// <summary>One feature: the number of the class.</summary>
    /// <inheritdoc/>
    public override Shape GetTargetShape(Shape output) => LabelTargets.ShapeFor(base.GetTargetShape(output));

    private protected override double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale) =>
        Term(prediction, LabelTargets.Read(target[0], prediction.Length), gradient, scale);
}
