namespace Unroll.Probability;

/// <summary>
/// The distribution of a number, as a network forecasts it: its mean, its quantiles, samples of it, and how well it told what came true.
/// Immutable and thread-safe.
/// </summary>
/// <example>
/// <code>
/// Distribution tomorrow = new NormalDistribution(mean: 20, standardDeviation: 3);
/// double low = tomorrow.Quantile(0.05), high = tomorrow.Quantile(0.95), score = tomorrow.Crps(actual: 22);
/// </code>
/// </example>
public abstract class Distribution
{
    /// <summary>The mean.</summary>
    public abstract double Mean { get; }

    /// <summary>The standard deviation.</summary>
    public abstract double StandardDeviation { get; }

    /// <summary>Mean and standard deviation: <c>mean 93.1, deviation 4.25</c>.</summary>
    public override string ToString() => $"mean {RecordFormatter.Text(Mean)}, deviation {RecordFormatter.Text(StandardDeviation)}";

    /// <summary>The cumulative distribution: the probability of a value up to x.</summary>
    /// <param name="x">The value.</param>
    public abstract double Cumulative(double x);

    /// <summary>The logarithm of the density; of counts, of the probability.</summary>
    /// <param name="x">The value.</param>
    public abstract double LogDensity(double x);

    /// <summary>A value by chance.</summary>
    /// <param name="random">The stream of random numbers, which it goes on in.</param>
    public abstract double Sample(RandomStream random);

    /// <summary>
    /// The continuous ranked probability score of what came true, E|X − y| − E|X − X′|/2 (Gneiting and Raftery 2007): smaller is better; of
    /// a forecast that is a single number it is the absolute error.
    /// </summary>
    /// <param name="actual">The true value y.</param>
    public abstract double Crps(double actual);

    /// <summary>A quantile: the least value whose cumulative distribution reaches a level.</summary>
    /// <param name="level">The level, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is out of its range.</exception>
    public double Quantile(double level) => level is > 0 and < 1
        ? InnerQuantile(level)
        : throw new ArgumentOutOfRangeException(nameof(level), level, "A quantile's level lies above 0 and below 1.");

    /// <summary>The quantile of a level that is above 0 and below 1.</summary>
    /// <param name="level">The level.</param>
    protected abstract double InnerQuantile(double level);

    private protected static void RequirePositive(double value, string name)
    {
        // What a network that diverged gives is not a number, and is told where it is used.
        if (value <= 0)
        {
            throw new ArgumentOutOfRangeException(name, value, $"The {name} of a distribution must be above 0.");
        }
    }
}
