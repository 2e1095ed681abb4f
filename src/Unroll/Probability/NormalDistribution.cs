namespace Unroll.Probability;

/// <summary>The normal distribution.</summary>
public sealed class NormalDistribution : Distribution
{
    /// <summary>A normal distribution.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="standardDeviation">The standard deviation, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="standardDeviation"/> is not positive.</exception>
    public NormalDistribution(double mean, double standardDeviation)
    {
        RequirePositive(standardDeviation, nameof(standardDeviation));
        (Mean, StandardDeviation) = (mean, standardDeviation);
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double StandardDeviation { get; }

    /// <inheritdoc/>
    public override double Cumulative(double x) => DistributionMath.NormalDistribution((x - Mean) / StandardDeviation);

    /// <inheritdoc/>
    public override double LogDensity(double x)
    {
        double z = (x - Mean) / StandardDeviation;
        return (-0.5 * z * z) - Math.Log(StandardDeviation) - (0.5 * Math.Log(2 * Math.PI));
    }

    /// <inheritdoc/>
    public override double Sample(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Mean + (StandardDeviation * random.NextNormal());
    }

    /// <inheritdoc/>
    public override double Crps(double actual)
    {
        double z = (actual - Mean) / StandardDeviation, density = Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);
        return StandardDeviation
            * ((z * ((2 * DistributionMath.NormalDistribution(z)) - 1)) + (2 * density) - (1 / Math.Sqrt(Math.PI)));
    }

    /// <inheritdoc/>
    protected override double InnerQuantile(double level) => Mean + (StandardDeviation * DistributionMath.NormalQuantile(level));
}
