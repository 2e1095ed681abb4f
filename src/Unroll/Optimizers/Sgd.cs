using System.Runtime.CompilerServices;
using Unroll.Catalogue;
using Unroll.Kernels;

namespace Unroll.Optimizers;

/// <summary>
/// Stochastic gradient descent, w ← w − η·g; with momentum μ, as in PyTorch: b ← μ·b + g and w ← w − η·b, or with Nesterov's momentum
/// w ← w − η·(g + μ·b). (Keras folds η into b; both agree while the learning rate stays constant.)
/// </summary>
public sealed class Sgd : Optimizer
{
    private static readonly OptimizerSettings<Sgd> _common = new(DefaultLearningRate);

    private static readonly Setting<Sgd, float> _momentum = OptimizerSettings<Sgd>.Decay(
        "momentum", optimizer => optimizer.Options.Momentum, 0, "Share of the previous step that is kept.");

    private static readonly Setting<Sgd, bool> _nesterov =
        new("nesterov", Kind.Flag, optimizer => optimizer.Options.Nesterov,
            "Whether the gradient is taken where the momentum leads; needs a momentum.");

    internal static Entry<Optimizer> Entry { get; } = new(
        "sgd", typeof(Sgd), "Stochastic gradient descent, with momentum if wanted.",
        [_common.LearningRate, _momentum, _nesterov, _common.WeightDecay, _common.Clipping],
        values => new Sgd(values.Get(_common.LearningRate),
            new() { Momentum = values.Get(_momentum), Nesterov = values.Get(_nesterov) })
        {
            WeightDecay = values.Get(_common.WeightDecay),
            Clipping = values.Get(_common.Clipping),
        })
    {
        Shorthand = _common.LearningRate,
        Formula = "w ← w − η·g",
        Example = "sgd: {learning-rate: 0.1, momentum: 0.9, nesterov: true}",
    };

    /// <summary>The learning rate unless another is given.</summary>
    public const float DefaultLearningRate = 0.01f;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">Learning rate η, positive and finite.</param>
    /// <param name="options">Momentum; null for plain gradient descent.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">Nesterov without a momentum.</exception>
    public Sgd(float learningRate = DefaultLearningRate, SgdOptions? options = null)
        : base(learningRate)
    {
        SgdOptions given = options ?? new();
        Require.FractionBelowOne(given.Momentum, nameof(SgdOptions.Momentum));
        if (given.Nesterov && given.Momentum == 0)
        {
            throw new ArgumentException("Nesterov needs a momentum, but it is 0: set Momentum, for example to 0.9.", nameof(options));
        }

        Options = given;
    }

    /// <summary>Its settings.</summary>
    public SgdOptions Options { get; }

    /// <inheritdoc/>
    public override int SlotCount => Options.Momentum == 0 ? 0 : 1;

    /// <inheritdoc/>
    protected internal override void Update(Span<float> values, ReadOnlySpan<float> gradient, SlotSpans slots, long step)
    {
        if (Options.Momentum == 0)
        {
            UpdateLoop.Run(new PlainRule(LearningRate), values, gradient, slots[0], slots[1], slots[2]);
        }
        else if (Options.Nesterov)
        {
            UpdateLoop.Run(new NesterovRule(LearningRate, Options.Momentum), values, gradient, slots[0], slots[1], slots[2]);
        }
        else
        {
            UpdateLoop.Run(new MomentumRule(LearningRate, Options.Momentum), values, gradient, slots[0], slots[1], slots[2]);
        }
    }

    private readonly struct PlainRule(float learningRate) : IUpdateRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<TSimd, TVector>(
            ref TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            weight = TSimd.Subtract(weight, TSimd.Multiply(TSimd.Broadcast(learningRate), gradient));
    }

    private readonly struct MomentumRule(float learningRate, float momentum) : IUpdateRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<TSimd, TVector>(
            ref TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third)
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            first = TSimd.Add(TSimd.Multiply(TSimd.Broadcast(momentum), first), gradient);
            weight = TSimd.Subtract(weight, TSimd.Multiply(TSimd.Broadcast(learningRate), first));
        }
    }

    private readonly struct NesterovRule(float learningRate, float momentum) : IUpdateRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<TSimd, TVector>(
            ref TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third)
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            TVector kept = TSimd.Broadcast(momentum);
            first = TSimd.Add(TSimd.Multiply(kept, first), gradient);
            TVector ahead = TSimd.Add(gradient, TSimd.Multiply(kept, first));
            weight = TSimd.Subtract(weight, TSimd.Multiply(TSimd.Broadcast(learningRate), ahead));
        }
    }
}
