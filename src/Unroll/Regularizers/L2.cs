using System.Numerics.Tensors;
using Unroll.Catalogue;
using Unroll.Kernels;

namespace Unroll.Regularizers;

/// <summary>The penalty rate·Σ w² (ridge), as in Keras: all weights shrink in proportion to their size.</summary>
public sealed class L2 : Regularizer
{
    private static readonly Setting<L2, float> _rate =
        new("rate", Kind.Single(NumberRange.NonNegative), penalty => penalty.Rate, "Factor of the penalty.") { DefaultValue = DefaultRate };

    internal static Entry<Regularizer> Entry { get; } = new(
        "l2", typeof(L2), "Penalty on squared weights.", [_rate], values => new L2(values.Get(_rate)))
    {
        Shorthand = _rate,
        Formula = "rate·Σw²",
        Example = "l2: 0.001",
    };

    /// <summary>The rate unless another is given, as in Keras.</summary>
    public const float DefaultRate = 0.01f;

    /// <summary>Creates the regularizer.</summary>
    /// <param name="rate">Factor of the penalty, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is negative or not finite.</exception>
    public L2(float rate = DefaultRate)
    {
        Require.NonNegativeFinite(rate, nameof(rate));
        Rate = rate;
    }

    /// <summary>Factor of the penalty.</summary>
    public float Rate { get; }

    /// <inheritdoc/>
    public override double Penalty(ReadOnlySpan<float> values) => Rate * FixedOrder.SumOfSquares(values);

    /// <inheritdoc/>
    public override void AddGradient(ReadOnlySpan<float> values, Span<float> gradient, float scale) =>
        TensorPrimitives.MultiplyAdd(values, 2 * Rate * scale, gradient, gradient);
}
