using Unroll.Catalogue;

namespace Unroll.Augmentations;

/// <summary>
/// Mixtures of two training samples, λ·x + (1 − λ)·x′, with their targets mixed alike, λ drawn from Beta(alpha, alpha) for each sample
/// (Zhang et al. 2018). The other sample is any of the training part; where it is longer or shorter, it is stretched to the sample's
/// length.
/// </summary>
public sealed class Mixup : Augmentation
{
    private static readonly Setting<Mixup, float> _alpha = new(
        "alpha", Kind.Single(NumberRange.Positive), mixup => mixup.Alpha,
        "Parameter of the beta distribution: the smaller, the nearer mixtures are to one of the two samples.")
    { DefaultValue = DefaultAlpha };

    internal static Entry<Augmentation> Entry { get; } = new(
        "mixup", typeof(Mixup), "Mixes each sample, and its target, with another one.", [_alpha], values => new Mixup(values.Get(_alpha)))
    {
        Shorthand = _alpha,
        Formula = "λ·x + (1 − λ)·x′, λ·y + (1 − λ)·y′, λ ~ Beta(alpha, alpha)",
        Example = "mixup: 0.4",
    };

    /// <summary>The parameter unless another is given.</summary>
    public const float DefaultAlpha = 0.2f;

    /// <summary>Creates the augmentation.</summary>
    /// <param name="alpha">Parameter of the beta distribution, positive.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is not positive and finite.</exception>
    public Mixup(float alpha = DefaultAlpha)
    {
        Require.PositiveFinite(alpha, nameof(alpha));
        Alpha = alpha;
    }

    /// <summary>Parameter of the beta distribution.</summary>
    public float Alpha { get; }

    /// <inheritdoc/>
    public override bool Mixes => true;

    /// <inheritdoc/>
    public override float DrawShare(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);

        // Of logarithms, since gamma numbers of a small parameter are often below the least number there is.
        double difference = LogGamma(random) - LogGamma(random);
        return (float)(1 / (1 + Math.Exp(-difference)));
    }

    /// <summary>The logarithm of a gamma number of parameter α (Marsaglia and Tsang 2000): that of α + 1, times U^(1/α).</summary>
    private double LogGamma(RandomStream random)
    {
        double d = Alpha + 1 - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = random.NextNormal(), v = 1 + (c * x);
            v = v * v * v;
            if (v > 0 && Math.Log(1 - random.NextDouble()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
            {
                return Math.Log(d * v) + (Math.Log(1 - random.NextDouble()) / Alpha);
            }
        }
    }
}
