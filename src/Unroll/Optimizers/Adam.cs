using Unroll.Catalogue;

namespace Unroll.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015), in PyTorch's form: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g²,
/// w ← w − η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε). With <see cref="AdamOptions.AmsGrad"/> the largest v so far takes the place of v.
/// </summary>
public sealed class Adam : Optimizer
{
    private static readonly OptimizerSettings<Adam> _common = new(DefaultLearningRate);

    private static readonly AdamSettings<Adam> _adam = new(optimizer => optimizer.Options);

    internal static Entry<Optimizer> Entry { get; } = new(
        "adam", typeof(Adam), "Adam: steps scaled by the moments of the gradient.",
        [_common.LearningRate, .. _adam.All, _adam.AmsGrad, _common.WeightDecay, _common.Clipping],
        values => new Adam(values.Get(_common.LearningRate), _adam.Read(values))
        {
            WeightDecay = values.Get(_common.WeightDecay),
            Clipping = values.Get(_common.Clipping),
        })
    {
        Shorthand = _common.LearningRate,
        Formula = "w ← w − η·m̂/(√v̂ + ε), m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g²",
        Example = "adam: {learning-rate: 0.002, clipping: {clip-norm: 1}}",
    };

    /// <summary>The learning rate unless another is given.</summary>
    public const float DefaultLearningRate = 0.001f;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">Learning rate η, positive and finite.</param>
    /// <param name="options">Decays and ε; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Adam(float learningRate = DefaultLearningRate, AdamOptions? options = null)
        : base(learningRate)
    {
        Options = options ?? new();
        AdamRules.Check(Options);
    }

    /// <summary>Its settings.</summary>
    public AdamOptions Options { get; }

    /// <inheritdoc/>
    public override int SlotCount => Options.AmsGrad ? 3 : 2;

    /// <inheritdoc/>
    protected internal override void Update(Span<float> values, ReadOnlySpan<float> gradient, SlotSpans slots, long step) =>
        AdamRules.Run(LearningRate, Options, step, values, gradient, slots);
}
