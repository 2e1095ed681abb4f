namespace Unroll.Probability;

/// <summary>The Poisson distribution of counts, whose variance is its mean.</summary>
public sealed class PoissonDistribution : CountDistribution
{
    /// <summary>A Poisson distribution.</summary>
    /// <param name="rate">The rate λ, the mean; above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is not positive.</exception>
    public PoissonDistribution(double rate)
    {
        RequirePositive(rate, nameof(rate));
        Mean = rate;
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double StandardDeviation => Math.Sqrt(Mean);

    /// <inheritdoc/>
    public override double Sample(RandomStream random) => DistributionSampling.Poisson(random, Mean);

    /// <inheritdoc/>
    protected override double InnerQuantile(double level) => DistributionMath.PoissonQuantile(level, Mean);

    private protected override double CumulativeOf(double count) => DistributionMath.UpperGamma(count + 1, Mean);

    private protected override double LogProbability(double count) =>
        (count * Math.Log(Mean)) - Mean - GammaMath.LogGamma(count + 1);
}
