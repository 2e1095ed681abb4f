using Unroll.Catalogue;

namespace Unroll.Optimizers;

/// <summary>
/// <see cref="Adam"/> with weight decay λ that does not pass through the moments (Loshchilov and Hutter 2019): w ← w·(1 − η·λ) before
/// Adam's step.
/// </summary>
public sealed class AdamW : Optimizer
{
    private static readonly OptimizerSettings<AdamW> _common = new(DefaultLearningRate, DefaultWeightDecay);

    private static readonly AdamSettings<AdamW> _adam = new(optimizer => optimizer.Options);

    internal static Entry<Optimizer> Entry { get; } = new(
        "adamw", typeof(AdamW), "Adam with weight decay that does not pass through the moments.",
        [_common.LearningRate, _common.WeightDecay, .. _adam.All, _adam.AmsGrad, _common.Clipping],
        values => new AdamW(values.Get(_common.LearningRate), values.Get(_common.WeightDecay),
            _adam.Read(values))
        { Clipping = values.Get(_common.Clipping) })
    {
        Shorthand = _common.LearningRate,
        Formula = "w ← w·(1 − η·λ), then Adam's step",
        Example = "adamw: {weight-decay: 0.05}",
    };

    /// <summary>The learning rate unless another is given.</summary>
    public const float DefaultLearningRate = 0.001f;

    /// <summary>The weight decay unless another is given, as in PyTorch (Keras: 0.004).</summary>
    public const float DefaultWeightDecay = 0.01f;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">Learning rate η, positive and finite.</param>
    /// <param name="weightDecay">λ, at least 0.</param>
    /// <param name="options">Adam's decays and ε; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public AdamW(float learningRate = DefaultLearningRate, float weightDecay = DefaultWeightDecay, AdamOptions? options = null)
        : base(learningRate)
    {
        Options = options ?? new();
        AdamRules.Check(Options);
        WeightDecay = weightDecay;
    }

    /// <summary>Adam's settings.</summary>
    public AdamOptions Options { get; }

    /// <inheritdoc/>
    public override int SlotCount => Options.AmsGrad ? 3 : 2;

    /// <inheritdoc/>
    protected internal override void Update(Span<float> values, ReadOnlySpan<float> gradient, SlotSpans slots, long step) =>
        AdamRules.Run(LearningRate, Options, step, values, gradient, slots);
}
