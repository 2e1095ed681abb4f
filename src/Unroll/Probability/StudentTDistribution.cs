namespace Unroll.Probability;

/// <summary>Student's t distribution with a location and a scale, whose tails are heavier than the normal distribution's.</summary>
public sealed class StudentTDistribution : Distribution
{
    /// <summary>A t distribution.</summary>
    /// <param name="location">The location: median, and mean.</param>
    /// <param name="scale">The scale, above 0.</param>
    /// <param name="degreesOfFreedom">Degrees of freedom, above 1, so that there is a mean.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale or the degrees of freedom are too small.</exception>
    public StudentTDistribution(double location, double scale, double degreesOfFreedom)
    {
        RequirePositive(scale, nameof(scale));
        if (degreesOfFreedom <= 1)
        {
            throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), degreesOfFreedom,
                "With up to 1 degree of freedom there is no mean: give more.");
        }

        (Location, Scale, DegreesOfFreedom) = (location, scale, degreesOfFreedom);
    }

    /// <summary>The location.</summary>
    public double Location { get; }

    /// <summary>The scale.</summary>
    public double Scale { get; }

    /// <summary>The degrees of freedom.</summary>
    public double DegreesOfFreedom { get; }

    /// <inheritdoc/>
    public override double Mean => Location;

    /// <summary>The standard deviation; infinite with up to 2 degrees of freedom.</summary>
    /// <inheritdoc/>
    public override double StandardDeviation =>
        DegreesOfFreedom > 2 ? Scale * Math.Sqrt(DegreesOfFreedom / (DegreesOfFreedom - 2)) : double.PositiveInfinity;

    /// <inheritdoc/>
    public override double Cumulative(double x) => DistributionMath.StudentTDistribution((x - Location) / Scale, DegreesOfFreedom);

    /// <inheritdoc/>
    public override double LogDensity(double x) => LogDensityOf((x - Location) / Scale) - Math.Log(Scale);

    /// <inheritdoc/>
    public override double Sample(RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double normal = random.NextNormal();
        return Location + (Scale * normal / Math.Sqrt(2 * DistributionSampling.Gamma(random, DegreesOfFreedom / 2) / DegreesOfFreedom));
    }

    /// <summary>By its closed form (Jordan, Krüger and Lerch 2019).</summary>
    /// <inheritdoc/>
    public override double Crps(double actual)
    {
        double z = (actual - Location) / Scale, v = DegreesOfFreedom;
        double share = DistributionMath.StudentTDistribution(z, v), density = Math.Exp(LogDensityOf(z));
        double spread = Math.Exp(LogBeta(0.5, v - 0.5) - (2 * LogBeta(0.5, v / 2)));
        return Scale * ((z * ((2 * share) - 1)) + (2 * density * (v + (z * z)) / (v - 1)) - (2 * Math.Sqrt(v) / (v - 1) * spread));
    }

    /// <inheritdoc/>
    protected override double InnerQuantile(double level) =>
        Location + (Scale * DistributionMath.StudentTQuantile(level, DegreesOfFreedom));

    private static double LogBeta(double a, double b) => GammaMath.LogGamma(a) + GammaMath.LogGamma(b) - GammaMath.LogGamma(a + b);

    private double LogDensityOf(double z) => GammaMath.LogGamma((DegreesOfFreedom + 1) / 2) - GammaMath.LogGamma(DegreesOfFreedom / 2)
        - (0.5 * Math.Log(DegreesOfFreedom * Math.PI)) - (0.5 * (DegreesOfFreedom + 1) * GammaMath.Log1P(z * z / DegreesOfFreedom));
}
