using Unroll.Catalogue;
using Unroll.Losses;

namespace Unroll.PublicApi.Tests.Toys;

/// <summary>A loss of a user: that of a quantile.</summary>
internal class ToyLoss(float quantile) : StepLoss
{
    private static readonly Setting<ToyLoss, float> _quantile =
        new("quantile", Kind.Single(NumberRange.Fraction), loss => loss.Quantile,
            "The quantile.")
        { DefaultValue = 0.5f };

    public static Entry<Loss> Entry { get; } =
        new("toy-pinball", typeof(ToyLoss), "The pinball loss.", [_quantile],
            values => new ToyLoss(values.Get(_quantile)))
        { Shorthand = _quantile };

    public float Quantile => quantile;

    protected override double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale)
    {
        double sum = 0;
        for (int i = 0; i < prediction.Length; i++)
        {
            float error = target[i] - prediction[i];
            float slope = error >= 0 ? quantile : quantile - 1;
            sum += slope * error;
            gradient[i] = -slope * scale;
        }

        return sum;
    }
}
