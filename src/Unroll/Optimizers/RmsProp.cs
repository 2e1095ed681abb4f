using System.Numerics;
using Unroll.Catalogue;

namespace Unroll.Optimizers;

/// <summary>
/// RMSprop (Tieleman and Hinton 2012), in PyTorch's form: v ← ρ·v + (1 − ρ)·g², w ← w − η·g/(√v + ε); with momentum b ← μ·b + g/(√v + ε), w
/// ← w − η·b; centred, with the mean gradient m, √(v − m²) takes the place of √v.
/// </summary>
public sealed class RmsProp : Optimizer
{
    private static readonly OptimizerSettings<RmsProp> _common = new(DefaultLearningRate);

    private static readonly Setting<RmsProp, float> _rho = OptimizerSettings<RmsProp>.Decay(
        "rho", optimizer => optimizer.Options.Rho, default(RmsPropOptions).Rho, "Decay of the mean of the squared gradients.");

    private static readonly Setting<RmsProp, float> _epsilon = OptimizerSettings<RmsProp>.Epsilon(
        optimizer => optimizer.Options.Epsilon, default(RmsPropOptions).Epsilon);

    private static readonly Setting<RmsProp, float> _momentum = OptimizerSettings<RmsProp>.Decay(
        "momentum", optimizer => optimizer.Options.Momentum, 0, "Share of the previous step that is kept.");

    private static readonly Setting<RmsProp, bool> _centered =
        new("centered", Kind.Flag, optimizer => optimizer.Options.Centered,
            "Whether the mean gradient is taken off, so that its variance scales the steps.");

    internal static Entry<Optimizer> Entry { get; } = new(
        "rmsprop", typeof(RmsProp), "Steps scaled by the root of the mean squared gradient.",
        [_common.LearningRate, _rho, _epsilon, _momentum, _centered, _common.WeightDecay, _common.Clipping],
        values => new RmsProp(values.Get(_common.LearningRate), new()
        {
            Rho = values.Get(_rho),
            Epsilon = values.Get(_epsilon),
            Momentum = values.Get(_momentum),
            Centered = values.Get(_centered),
        })
        {
            WeightDecay = values.Get(_common.WeightDecay),
            Clipping = values.Get(_common.Clipping),
        })
    {
        Shorthand = _common.LearningRate,
        Example = "rmsprop: {rho: 0.99, centered: true}",
    };

    /// <summary>The learning rate unless another is given.</summary>
    public const float DefaultLearningRate = 0.001f;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">Learning rate η, positive and finite.</param>
    /// <param name="options">Decay, ε, momentum; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public RmsProp(float learningRate = DefaultLearningRate, RmsPropOptions? options = null)
        : base(learningRate)
    {
        Options = options ?? new();
        Require.FractionBelowOne(Options.Rho, nameof(RmsPropOptions.Rho));
        Require.PositiveFinite(Options.Epsilon, nameof(RmsPropOptions.Epsilon));
        Require.FractionBelowOne(Options.Momentum, nameof(RmsPropOptions.Momentum));
    }

    /// <summary>Its settings.</summary>
    public RmsPropOptions Options { get; }


    /// <inheritdoc/>
    public override int SlotCount => Options.Centered ? 3 : Options.Momentum > 0 ? 2 : 1;

    /// <inheritdoc/>
    protected internal override void Update(Span<float> values, ReadOnlySpan<float> gradient, SlotSpans slots, long step)
    {
        var rule = new Rule(LearningRate, Options);
        if (Options.Centered)
        {
            UpdateLoop.Run(new CenteredRule(rule), values, gradient, slots);
        }
        else
        {
            UpdateLoop.Run(rule, values, gradient, slots);
        }
    }

    private readonly struct Rule(float learningRate, RmsPropOptions options) : IUpdateRule
    {
        private readonly Vector<float> _learningRate = new(learningRate);
        private readonly Vector<float> _rho = new(options.Rho);
        private readonly Vector<float> _rest = new((float)(1 - (double)(decimal)options.Rho));
        private readonly Vector<float> _epsilon = new(options.Epsilon);
        private readonly Vector<float> _momentum = new(options.Momentum);

        public void Update(
            ref Vector<float> weight, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
        {
            first = Mean(first, gradient * gradient);
            Step(ref weight, gradient, first, ref second);
        }

        public Vector<float> Mean(Vector<float> mean, Vector<float> value) => (_rho * mean) + (_rest * value);

        public void Step(ref Vector<float> weight, Vector<float> gradient, Vector<float> square, ref Vector<float> momentum)
        {
            momentum = (_momentum * momentum) + (gradient / (Vector.SquareRoot(square) + _epsilon));
            weight -= _learningRate * momentum;
        }
    }

    private readonly struct CenteredRule(Rule rule) : IUpdateRule
    {
        private readonly Rule _rule = rule;

        public void Update(
            ref Vector<float> weight, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
        {
            first = _rule.Mean(first, gradient * gradient);
            third = _rule.Mean(third, gradient);

            // A variance; rounding may make it negative.
            _rule.Step(ref weight, gradient, Vector.Max(first - (third * third), Vector<float>.Zero), ref second);
        }
    }
}
