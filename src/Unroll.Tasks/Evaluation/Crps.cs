using Unroll.Losses;
using Unroll.Metrics;

namespace Unroll.Tasks.Evaluation;

/// <summary>
/// The continuous ranked probability score of a distribution forecast (Gneiting and Raftery 2007), in the unit of the series: the absolute
/// error of a forecast that is a single number.
/// </summary>
public static class Crps
{
    /// <summary>The score of a normal distribution.</summary>
    /// <param name="actual">The true value.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="deviation">The standard deviation, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="deviation"/> is negative.</exception>
    public static double Normal(double actual, double mean, double deviation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deviation);
        if (deviation == 0)
        {
            return Math.Abs(actual - mean);
        }

        double z = (actual - mean) / deviation;
        return deviation * ((z * ((2 * Distributions.Normal(z)) - 1)) + (2 * Distributions.NormalDensity(z)) - (1 / Math.Sqrt(Math.PI)));
    }

    /// <summary>The score of the distribution that samples make, each with the same weight: E|X − y| − E|X − X′|/2.</summary>
    /// <param name="actual">The true value.</param>
    /// <param name="samples">The samples, at least one, in any order.</param>
    /// <exception cref="ArgumentException">There is no sample.</exception>
    public static double Samples(double actual, ReadOnlySpan<double> samples)
    {
        if (samples.IsEmpty)
        {
            throw new ArgumentException("The score of a distribution needs at least one sample of it.", nameof(samples));
        }

        double[] sorted = samples.ToArray();
        Array.Sort(sorted);
        double distance = 0, spread = 0, count = sorted.Length;
        for (int i = 0; i < sorted.Length; i++)
        {
            distance += Math.Abs(sorted[i] - actual);
            spread += ((2 * i) + 1 - count) * sorted[i];
        }

        return (distance / count) - (spread / (count * count));
    }

    /// <summary>
    /// The score of a distribution known by some quantiles: twice the mean of their pinball losses, the weighted quantile loss of the field
    /// (Gneiting and Ranjan 2011); the finer and more even the levels, the nearer to that of the distribution.
    /// </summary>
    /// <param name="actual">The true value.</param>
    /// <param name="levels">Levels of the quantiles, above 0 and below 1, at least one.</param>
    /// <param name="quantiles">The quantile of each level.</param>
    /// <exception cref="ArgumentException">There are not as many quantiles as levels, or none.</exception>
    public static double Quantiles(double actual, ReadOnlySpan<double> levels, ReadOnlySpan<double> quantiles)
    {
        if (levels.IsEmpty || levels.Length != quantiles.Length)
        {
            throw new ArgumentException(
                $"There are {levels.Length} levels and {quantiles.Length} quantiles: give at least one level, and a quantile of each.",
                nameof(quantiles));
        }

        double sum = 0;
        for (int i = 0; i < levels.Length; i++)
        {
            sum += Quantile.Term(quantiles[i], actual, levels[i]);
        }

        return 2 * sum / levels.Length;
    }
}
