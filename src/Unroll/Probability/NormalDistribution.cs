namespace Unroll.Probability;

/// <summary>The normal distribution.</summary>
public sealed class NormalDistribution : Distribution
{
    /// <summary>A normal distribution.</summary>
    /// <param name="mean">The mean.</param>
    /// <param name="deviation">The standard deviation, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deviation"/> is not positive.</exception>
    public NormalDistribution(double mean, double deviation)
    {
        RequirePositive(deviation, nameof(deviation));
        (Mean, Deviation) = (mean, deviation);
    }

    /// <inheritdoc/>
    public override double Mean { get; }

    /// <inheritdoc/>
    public override double Deviation { get; }

    /// <inheritdoc/>
    public override double Cumulative(double x) => DistributionMath.NormalDistribution((x - Mean) / Deviation);

    /// <inheritdoc/>
    public override double LogDensity(double x)
    {
        double z = (x - Mean) / Deviation;
        return (-0.5 * z * z) - Math.Log(Deviation) - (0.5 * Math.Log(2 * Math.PI));
    }

    /// <inheritdoc/>
    public override double Sample(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Mean + (Deviation * random.NextNormal());
    }

    /// <inheritdoc/>
    public override double Crps(double actual)
    {
        double z = (actual - Mean) / Deviation, density = Math.Exp(-0.5 * z * z) / Math.Sqrt(2 * Math.PI);
        return Deviation
            * ((z * ((2 * DistributionMath.NormalDistribution(z)) - 1)) + (2 * density) - (1 / Math.Sqrt(Math.PI)));
    }

    /// <inheritdoc/>
    protected override double InnerQuantile(double level) => Mean + (Deviation * DistributionMath.NormalQuantile(level));
}
