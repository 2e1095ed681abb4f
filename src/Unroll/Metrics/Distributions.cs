using Unroll.Probability;

namespace Unroll.Metrics;

/// <summary>
/// Cumulative distributions and quantiles of the distributions that tests and intervals are made of, in double precision.
/// </summary>
public static class Distributions
{
    /// <summary>The cumulative distribution of the standard normal distribution, Φ(x).</summary>
    /// <param name="x">The value.</param>
    public static double Normal(double x) => double.IsNaN(x) ? x
        : double.IsInfinity(x) ? (x > 0 ? 1 : 0)
        : DistributionMath.NormalDistribution(x);

    /// <summary>The quantile of the standard normal distribution: 1.96 at 0.975.</summary>
    /// <param name="level">The level, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is out of its range.</exception>
    public static double NormalQuantile(double level) => level is > 0 and < 1
        ? DistributionMath.NormalQuantile(level)
        : throw new ArgumentOutOfRangeException(nameof(level), level, "A quantile's level lies above 0 and below 1.");

    /// <summary>The cumulative distribution of Student's t distribution.</summary>
    /// <param name="x">The value.</param>
    /// <param name="freedom">Degrees of freedom, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="freedom"/> is not positive.</exception>
    public static double StudentT(double x, double freedom)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(freedom);
        return double.IsNaN(x) ? x : DistributionMath.StudentTDistribution(x, freedom);
    }

    /// <summary>The cumulative distribution of the binomial distribution: the probability of at most so many successes.</summary>
    /// <param name="successes">Successes; fewer than 0 have the probability 0.</param>
    /// <param name="trials">Trials, at least 0.</param>
    /// <param name="probability">Probability of a success, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double Binomial(int successes, int trials, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        if (probability is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability lies from 0 to 1.");
        }

        return successes < 0 ? 0
            : successes >= trials ? 1
            : DistributionMath.IncompleteBeta(1 - probability, trials - successes, successes + 1.0);
    }
}
