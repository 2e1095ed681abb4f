using System.Runtime.CompilerServices;
using Unroll.Catalogue;
using Unroll.Kernels;

namespace Unroll.Optimizers;

/// <summary>
/// Adadelta (Zeiler 2012): E ← ρ·E + (1 − ρ)·g², d = g·√(D + ε)/√(E + ε), D ← ρ·D + (1 − ρ)·d², w ← w − η·d: the size of the steps follows
/// from that of the steps before.
/// </summary>
public sealed class Adadelta : Optimizer
{
    private static readonly OptimizerSettings<Adadelta> _common = new(DefaultLearningRate);

    private static readonly Setting<Adadelta, float> _rho = OptimizerSettings<Adadelta>.Decay(
        "rho", optimizer => optimizer.Rho, DefaultRho, "Decay of both means.");

    private static readonly Setting<Adadelta, float> _epsilon = OptimizerSettings<Adadelta>.Epsilon(
        optimizer => optimizer.Epsilon, DefaultEpsilon);

    internal static Entry<Optimizer> Entry { get; } = new(
        "adadelta", typeof(Adadelta), "The size of the steps follows from that of the steps before.",
        [_common.LearningRate, _rho, _epsilon, _common.WeightDecay, _common.Clipping],
        values => new Adadelta(values.Get(_common.LearningRate), values.Get(_rho),
            values.Get(_epsilon))
        {
            WeightDecay = values.Get(_common.WeightDecay),
            Clipping = values.Get(_common.Clipping),
        })
    {
        Shorthand = _common.LearningRate,
        Example = "adadelta: {rho: 0.95}",
    };

    /// <summary>The learning rate unless another is given.</summary>
    public const float DefaultLearningRate = 1f;

    private const float DefaultRho = 0.9f;
    private const float DefaultEpsilon = 1e-6f;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">Learning rate η, positive and finite. Default: 1 as published (Keras: 0.001).</param>
    /// <param name="rho">Decay ρ of both means, at least 0 and less than 1. Default: 0.9 as in PyTorch (Keras: 0.95).</param>
    /// <param name="epsilon">ε, positive. Default: 1e-6.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Adadelta(float learningRate = DefaultLearningRate, float rho = DefaultRho, float epsilon = DefaultEpsilon)
        : base(learningRate)
    {
        Require.FractionBelowOne(rho, nameof(rho));
        Require.PositiveFinite(epsilon, nameof(epsilon));
        Rho = rho;
        Epsilon = epsilon;
    }

    /// <summary>Decay of both means.</summary>
    public float Rho { get; }

    /// <summary>Added below both roots.</summary>
    public float Epsilon { get; }


    /// <inheritdoc/>
    public override int SlotCount => 2;

    /// <inheritdoc/>
    protected internal override void Update(Span<float> values, ReadOnlySpan<float> gradient, SlotSpans slots, long step)
    {
        UpdateLoop.Run(new Rule(LearningRate, Rho, Epsilon), values, gradient, slots[0], slots[1], slots[2]);
    }

    private readonly struct Rule(float learningRate, float rho, float epsilon) : IUpdateRule
    {
        private readonly float _rest = (float)(1 - (double)(decimal)rho);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<TSimd, TVector>(
            ref TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third)
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            first = Mean<TSimd, TVector>(first, gradient);
            TVector change = TSimd.Divide(
                TSimd.Multiply(gradient, Root<TSimd, TVector>(second)), Root<TSimd, TVector>(first));
            second = Mean<TSimd, TVector>(second, change);
            weight = TSimd.Subtract(weight, TSimd.Multiply(TSimd.Broadcast(learningRate), change));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private TVector Mean<TSimd, TVector>(TVector mean, TVector value)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            TSimd.Add(
                TSimd.Multiply(TSimd.Broadcast(rho), mean), TSimd.Multiply(TSimd.Multiply(TSimd.Broadcast(_rest), value), value));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private TVector Root<TSimd, TVector>(TVector mean)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            TSimd.SquareRoot(TSimd.Add(mean, TSimd.Broadcast(epsilon)));
    }
}
