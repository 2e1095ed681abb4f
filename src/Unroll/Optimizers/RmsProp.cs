using System.Runtime.CompilerServices;
using Unroll.Catalogue;
using Unroll.Kernels;

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
            UpdateLoop.Run(new CenteredRule(rule), values, gradient, slots[0], slots[1], slots[2]);
        }
        else
        {
            UpdateLoop.Run(rule, values, gradient, slots[0], slots[1], slots[2]);
        }
    }

    private readonly struct Rule(float learningRate, RmsPropOptions options) : IUpdateRule
    {
        private readonly float _rho = options.Rho;
        private readonly float _rest = (float)(1 - (double)(decimal)options.Rho);
        private readonly float _epsilon = options.Epsilon;
        private readonly float _momentum = options.Momentum;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<TSimd, TVector>(
            ref TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third)
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            first = Mean<TSimd, TVector>(first, TSimd.Multiply(gradient, gradient));
            Step<TSimd, TVector>(ref weight, gradient, first, ref second);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Mean<TSimd, TVector>(TVector mean, TVector value)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            TSimd.Add(TSimd.Multiply(TSimd.Broadcast(_rho), mean), TSimd.Multiply(TSimd.Broadcast(_rest), value));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<TSimd, TVector>(ref TVector weight, TVector gradient, TVector square, ref TVector momentum)
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            TVector root = TSimd.Add(TSimd.SquareRoot(square), TSimd.Broadcast(_epsilon));
            momentum = TSimd.Add(TSimd.Multiply(TSimd.Broadcast(_momentum), momentum), TSimd.Divide(gradient, root));
            weight = TSimd.Subtract(weight, TSimd.Multiply(TSimd.Broadcast(learningRate), momentum));
        }
    }

    private readonly struct CenteredRule(Rule rule) : IUpdateRule
    {
        private readonly Rule _rule = rule;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<TSimd, TVector>(
            ref TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third)
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            first = _rule.Mean<TSimd, TVector>(first, TSimd.Multiply(gradient, gradient));
            third = _rule.Mean<TSimd, TVector>(third, gradient);

            // A variance; rounding may make it negative.
            TVector variance = TSimd.Max(TSimd.Broadcast(0), TSimd.Subtract(first, TSimd.Multiply(third, third)));
            _rule.Step<TSimd, TVector>(ref weight, gradient, variance, ref second);
        }
    }
}
