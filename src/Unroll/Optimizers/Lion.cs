using System.Numerics;

namespace Unroll.Optimizers;

/// <summary>
/// Lion (Chen et al. 2023): w ← w − η·(sign(β₁·m + (1 − β₁)·g) + λ·w), m ← β₂·m + (1 − β₂)·g: all steps have the same size, and half of Adam's memory
/// is enough. Takes a learning rate three to ten times smaller than Adam's.
/// </summary>
public sealed class Lion : Optimizer
{
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
        Require.NonNegativeFinite(Options.WeightDecay, nameof(LionOptions.WeightDecay));
    }

    /// <summary>Its settings.</summary>
    public LionOptions Options { get; }


    /// <inheritdoc/>
    public override string Name => "lion";

    /// <inheritdoc/>
    public override int SlotCount => 1;

    /// <inheritdoc/>
    protected internal override void Update(Span<float> values, ReadOnlySpan<float> gradient, SlotSpans slots, long step)
    {
        UpdateLoop.Run(new Rule(LearningRate, Options), values, gradient, slots);
    }

    /// <inheritdoc/>
    protected override void AddSettings(IDictionary<string, double> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings["beta1"] = Options.Beta1;
        settings["beta2"] = Options.Beta2;
        settings["weight-decay"] = Options.WeightDecay;
    }

    private readonly struct Rule(float learningRate, LionOptions options) : IUpdateRule
    {
        private readonly Vector<float> _learningRate = new(learningRate);
        private readonly Vector<float> _kept = new(1 - (learningRate * options.WeightDecay));
        private readonly Vector<float> _beta1 = new(options.Beta1);
        private readonly Vector<float> _rest1 = new((float)(1 - (double)(decimal)options.Beta1));
        private readonly Vector<float> _beta2 = new(options.Beta2);
        private readonly Vector<float> _rest2 = new((float)(1 - (double)(decimal)options.Beta2));

        public void Update(ref Vector<float> weight, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
        {
            Vector<float> direction = (_beta1 * first) + (_rest1 * gradient);
            first = (_beta2 * first) + (_rest2 * gradient);
            Vector<float> step = Vector.ConditionalSelect(Vector.GreaterThan(direction, Vector<float>.Zero), _learningRate, Vector<float>.Zero)
                - Vector.ConditionalSelect(Vector.LessThan(direction, Vector<float>.Zero), _learningRate, Vector<float>.Zero);
            weight = (weight * _kept) - step;
        }
    }
}
