using System.Numerics;
using Unroll.Catalogue;

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
        UpdateLoop.Run(new Rule(LearningRate, Epsilon), values, gradient, slots);
    }

    private readonly struct Rule(float learningRate, float epsilon) : IUpdateRule
    {
        private readonly Vector<float> _learningRate = new(learningRate);
        private readonly Vector<float> _epsilon = new(epsilon);

        public void Update(
            ref Vector<float> weight, Vector<float> gradient, ref Vector<float> first, ref Vector<float> second, ref Vector<float> third)
        {
            first += gradient * gradient;
            weight -= _learningRate * gradient / (Vector.SquareRoot(first) + _epsilon);
        }
    }
}
