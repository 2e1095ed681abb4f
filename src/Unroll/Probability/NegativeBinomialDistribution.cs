namespace Unroll.Probability;

/// <summary>The negative binomial distribution of counts that vary more than Poisson's: with a mean μ the variance is μ + α·μ².</summary>
public sealed class NegativeBinomialDistribution : CountDistribution
{
    /// <summary>A negative binomial distribution.</summary>
    /// <param name="mean">The mean μ, above 0.</param>
    /// <param name="shape">The shape α, above 0: near 0 it is Poisson's.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public NegativeBinomialDistribution(double mean, double shape)
    {
        RequirePositive(mean, nameof(mean));
        RequirePositive(shape, nameof(shape));
        (Mean, Dispersion) = (mean, shape);
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <summary>The dispersion α.</summary>
    public double Dispersion { get; }

    /// <inheritdoc/>
    public override double StandardDeviation => Math.Sqrt(Mean + (Dispersion * Mean * Mean));

    /// <summary>A count of Poisson's distribution with a rate by chance, of the gamma distribution.</summary>
    /// <inheritdoc/>
    public override double Sample(RandomStream random) =>
        DistributionSampling.Poisson(random, Mean * Dispersion * DistributionSampling.Gamma(random, 1 / Dispersion));

    /// <inheritdoc/>
    protected override double InnerQuantile(double level) => DistributionMath.NegativeBinomialQuantile(level, Mean, Dispersion);

    private protected override double CumulativeOf(double count) =>
        DistributionMath.NegativeBinomialDistribution(count, Mean, Dispersion);

    private protected override double LogProbability(double count)
    {
        double r = 1 / Dispersion, product = Dispersion * Mean;
        return GammaMath.LogGamma(count + r) - GammaMath.LogGamma(r) - GammaMath.LogGamma(count + 1)
            - ((count + r) * GammaMath.Log1P(product)) + (count == 0 ? 0 : count * Math.Log(product));
    }
}
