using System.Numerics;
using Unroll.Catalogue;

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
        UpdateLoop.Run(new Rule(LearningRate, Rho, Epsilon), values, gradient, slots);
    }

    private readonly struct Rule(float learningRate, float rho, float epsilon) : IUpdateRule
    {
        private readonly Vector<float> _learningRate = new(learningRate);
        private readonly Vector<float> _rho = new(rho);
        private readonly Vector<float> _rest = new((float)(1 - (double)(decimal)rho));
        private readonly Vector<float> _epsilon = new(epsilon);

        public void Update(
            ref Vector<float> weight, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
        {
            first = (_rho * first) + (_rest * gradient * gradient);
            Vector<float> change = gradient * Vector.SquareRoot(second + _epsilon) / Vector.SquareRoot(first + _epsilon);
            second = (_rho * second) + (_rest * change * change);
            weight -= _learningRate * change;
        }
    }
}
