using Unroll.Catalogue;

namespace Unroll.Regularizers;

/// <summary>The penalty rate·Σ |w| (lasso), as in Keras: small weights become exactly zero. Its gradient at 0 is 0.</summary>
public sealed class L1 : Regularizer
{
    private static readonly Setting<L1, float> _rate =
        new("rate", Kind.Single(NumberRange.NonNegative), penalty => penalty.Rate, "Factor of the penalty.") { DefaultValue = DefaultRate };

    internal static Entry<Regularizer> Entry { get; } = new(
        "l1", typeof(L1), "Penalty on absolute weights.", [_rate], values => new L1(values.Get(_rate)))
    {
        Shorthand = _rate,
        Formula = "rate·Σ|w|",
        Example = "l1: 0.001",
    };

    /// <summary>The rate unless another is given, as in Keras.</summary>
    public const float DefaultRate = 0.01f;

    /// <summary>Creates the regularizer.</summary>
    /// <param name="rate">Factor of the penalty, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is negative or not finite.</exception>
    public L1(float rate = DefaultRate)
    {
        Require.NonNegativeFinite(rate, nameof(rate));
        Rate = rate;
    }

    /// <summary>Factor of the penalty.</summary>
    public float Rate { get; }

    /// <inheritdoc/>
    public override double Penalty(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += Math.Abs(value);
        }

        return Rate * sum;
    }

    /// <inheritdoc/>
    public override void AddGradient(ReadOnlySpan<float> values, Span<float> gradient, float scale)
    {
        float slope = Rate * scale;
        for (int i = 0; i < values.Length; i++)
        {
            gradient[i] += values[i] > 0 ? slope : values[i] < 0 ? -slope : 0f;
        }
    }
}
