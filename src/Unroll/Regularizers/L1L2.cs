using Unroll.Catalogue;

namespace Unroll.Regularizers;

/// <summary>The sum of <see cref="L1"/> and <see cref="L2"/> (elastic net, Zou and Hastie 2005).</summary>
public sealed class L1L2 : Regularizer
{
    private static readonly Setting<L1L2, float> _first =
        new("l1", Kind.Single(NumberRange.NonNegative), penalty => penalty._l1.Rate, "Factor of Σ|w|.") { DefaultValue = L1.DefaultRate };

    private static readonly Setting<L1L2, float> _second =
        new("l2", Kind.Single(NumberRange.NonNegative), penalty => penalty._l2.Rate, "Factor of Σw².") { DefaultValue = L2.DefaultRate };

    internal static Entry<Regularizer> Entry { get; } = new(
        "l1-l2", typeof(L1L2), "Penalty on absolute and on squared weights.", [_first, _second],
        values => new L1L2(values.Get(_first), values.Get(_second)))
    {
        Formula = "l1·Σ|w| + l2·Σw²",
        Example = "l1-l2: {l1: 0.001, l2: 0.01}",
    };

    private readonly L1 _l1;
    private readonly L2 _l2;

    /// <summary>Creates the regularizer.</summary>
    /// <param name="l1">Factor of Σ |w|, at least 0.</param>
    /// <param name="l2">Factor of Σ w², at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is negative or not finite.</exception>
    public L1L2(float l1 = L1.DefaultRate, float l2 = L2.DefaultRate)
    {
        _l1 = new L1(l1);
        _l2 = new L2(l2);
    }

    /// <inheritdoc/>
    public override double Penalty(ReadOnlySpan<float> values) => _l1.Penalty(values) + _l2.Penalty(values);

    /// <inheritdoc/>
    public override void AddGradient(ReadOnlySpan<float> values, Span<float> gradient, float scale)
    {
        _l1.AddGradient(values, gradient, scale);
        _l2.AddGradient(values, gradient, scale);
    }
}
