using System.Runtime.CompilerServices;
using Unroll.Catalogue;
using Unroll.Kernels;

namespace Unroll.Optimizers;

/// <summary>
/// Lion (Chen et al. 2023): w ← w − η·(sign(β₁·m + (1 − β₁)·g) + λ·w), m ← β₂·m + (1 − β₂)·g: all steps have the same size, and half of
/// Adam's memory is enough. Takes a learning rate three to ten times smaller than Adam's.
/// </summary>
public sealed class Lion : Optimizer
{
    private static readonly OptimizerSettings<Lion> _common = new(DefaultLearningRate);

    private static readonly Setting<Lion, float> _beta1 = OptimizerSettings<Lion>.Decay(
        "beta1", optimizer => optimizer.Options.Beta1, default(LionOptions).Beta1, "Share of the momentum in a step.");

    private static readonly Setting<Lion, float> _beta2 = OptimizerSettings<Lion>.Decay(
        "beta2", optimizer => optimizer.Options.Beta2, default(LionOptions).Beta2, "Decay of the momentum.");

    internal static Entry<Optimizer> Entry { get; } = new(
        "lion", typeof(Lion), "Steps of one size, in the direction of the sign of the momentum.",
        [_common.LearningRate, _beta1, _beta2, _common.WeightDecay, _common.Clipping],
        values => new Lion(values.Get(_common.LearningRate),
            new() { Beta1 = values.Get(_beta1), Beta2 = values.Get(_beta2) })
        {
            WeightDecay = values.Get(_common.WeightDecay),
            Clipping = values.Get(_common.Clipping),
        })
    {
        Shorthand = _common.LearningRate,
        Formula = "w ← w − η·(sign(β₁·m + (1 − β₁)·g) + λ·w)",
        Example = "lion: {weight-decay: 0.1}",
    };

    /// <summary>The learning rate unless another is given.</summary>
    public const float DefaultLearningRate = 0.0001f;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">Learning rate η, positive and finite.</param>
    /// <param name="options">Decays; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Lion(float learningRate = DefaultLearningRate, LionOptions? options = null)
        : base(learningRate)
    {
        Options = options ?? new();
        Require.FractionBelowOne(Options.Beta1, nameof(LionOptions.Beta1));
        Require.FractionBelowOne(Options.Beta2, nameof(LionOptions.Beta2));
    }

    /// <summary>Its settings.</summary>
    public LionOptions Options { get; }


    /// <inheritdoc/>
    public override int SlotCount => 1;

    /// <inheritdoc/>
    protected internal override void Update(Span<float> values, ReadOnlySpan<float> gradient, SlotSpans slots, long step)
    {
        UpdateLoop.Run(new Rule(LearningRate, Options), values, gradient, slots[0], slots[1], slots[2]);
    }

    private readonly struct Rule(float learningRate, LionOptions options) : IUpdateRule
    {
        private readonly float _beta1 = options.Beta1;
        private readonly float _rest1 = (float)(1 - (double)(decimal)options.Beta1);
        private readonly float _beta2 = options.Beta2;
        private readonly float _rest2 = (float)(1 - (double)(decimal)options.Beta2);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<TSimd, TVector>(
            ref TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third)
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            TVector rate = TSimd.Broadcast(learningRate), zero = TSimd.Broadcast(0);
            TVector direction = Mean<TSimd, TVector>(_beta1, first, _rest1, gradient);
            first = Mean<TSimd, TVector>(_beta2, first, _rest2, gradient);
            TVector step = TSimd.Subtract(TSimd.IfGreater(direction, zero, rate, zero), TSimd.IfGreater(zero, direction, rate, zero));
            weight = TSimd.Subtract(weight, step);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Mean<TSimd, TVector>(float kept, TVector mean, float rest, TVector value)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            TSimd.Add(TSimd.Multiply(TSimd.Broadcast(kept), mean), TSimd.Multiply(TSimd.Broadcast(rest), value));
    }
}
