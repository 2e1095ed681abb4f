using System.Runtime.CompilerServices;
using Unroll.Catalogue;
using Unroll.Kernels;

namespace Unroll.Optimizers;

/// <summary>
/// Adagrad (Duchi et al. 2011): G ← G + g², w ← w − η·g/(√G + ε): weights with rare gradients take larger steps.
/// </summary>
public sealed class Adagrad : Optimizer
{
    private static readonly OptimizerSettings<Adagrad> _common = new(DefaultLearningRate);

    private static readonly Setting<Adagrad, float> _epsilon = OptimizerSettings<Adagrad>.Epsilon(
        optimizer => optimizer.Epsilon, DefaultEpsilon);

    internal static Entry<Optimizer> Entry { get; } = new(
        "adagrad", typeof(Adagrad), "What is seldom used takes larger steps.",
        [_common.LearningRate, _epsilon, _common.WeightDecay, _common.Clipping],
        values => new Adagrad(values.Get(_common.LearningRate), values.Get(_epsilon))
        {
            WeightDecay = values.Get(_common.WeightDecay),
            Clipping = values.Get(_common.Clipping),
        })
    {
        Shorthand = _common.LearningRate,
        Formula = "G ← G + g², w ← w − η·g/(√G + ε)",
        Example = "adagrad: {epsilon: 1e-6}",
    };

    /// <summary>The learning rate unless another is given.</summary>
    public const float DefaultLearningRate = 0.01f;

    private const float DefaultEpsilon = 1e-7f;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">Learning rate η, positive and finite.</param>
    /// <param name="epsilon">ε, positive. Default: 1e-7 as in Keras (PyTorch: 1e-10).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public Adagrad(float learningRate = DefaultLearningRate, float epsilon = DefaultEpsilon)
        : base(learningRate)
    {
        Require.PositiveFinite(epsilon, nameof(epsilon));
        Epsilon = epsilon;
    }

    /// <summary>Added to the root of the summed squared gradients.</summary>
    public float Epsilon { get; }


    /// <inheritdoc/>
    public override int SlotCount => 1;

    /// <inheritdoc/>
    protected internal override void Update(Span<float> values, ReadOnlySpan<float> gradient, SlotSpans slots, long step)
    {
        UpdateLoop.Run(new Rule(LearningRate, Epsilon), values, gradient, slots[0], slots[1], slots[2]);
    }

    private readonly struct Rule(float learningRate, float epsilon) : IUpdateRule
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Update<TSimd, TVector>(
            ref TVector weight, TVector gradient, ref TVector first, ref TVector second, ref TVector third)
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            first = TSimd.Add(first, TSimd.Multiply(gradient, gradient));
            TVector root = TSimd.Add(TSimd.SquareRoot(first), TSimd.Broadcast(epsilon));
            weight = TSimd.Subtract(weight, TSimd.Divide(TSimd.Multiply(TSimd.Broadcast(learningRate), gradient), root));
        }
    }
}
