using System.Collections.ObjectModel;

namespace Unroll.Regularizers;

/// <summary>The sum of <see cref="L1"/> and <see cref="L2"/> (elastic net, Zou and Hastie 2005).</summary>
public sealed class L1L2 : Regularizer
{
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
    public override string Name => "l1-l2";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings =>
        new ReadOnlyDictionary<string, double>(new Dictionary<string, double> { ["l1"] = _l1.Rate, ["l2"] = _l2.Rate });

    /// <inheritdoc/>
    public override double Penalty(ReadOnlySpan<float> values) => _l1.Penalty(values) + _l2.Penalty(values);

    /// <inheritdoc/>
    public override void AddGradient(ReadOnlySpan<float> values, Span<float> gradient, float scale)
    {
        _l1.AddGradient(values, gradient, scale);
        _l2.AddGradient(values, gradient, scale);
    }
}
