using Unroll.Losses;
using Unroll.Probability;
using Unroll.Tasks.Learning;

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

        return new NormalDistribution(mean, deviation).Crps(actual);
    }

    /// <summary>The score of the distribution that samples make, each with the same weight: E|X − y| − E|X − X′|/2.</summary>
    /// <param name="actual">The true value.</param>
    /// <param name="samples">The samples, at least one, in any order.</param>
    /// <exception cref="ArgumentException">There is no sample.</exception>
    public static double Samples(double actual, ReadOnlySpan<double> samples)
    {
        return new SampleDistribution(samples).Crps(actual);
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
                $"There are {levels.Length} levels and {CountFormatter.Format(quantiles.Length, "quantiles")}: give at least one " +
                $"level, and a quantile of each.",
                nameof(quantiles));
        }

        double sum = 0;
        for (int i = 0; i < levels.Length; i++)
        {
            sum += Quantile.Term(quantiles[i], actual, levels[i]);
        }

        return 2 * sum / levels.Length;
    }

    /// <summary>A mean of such scores as a measure.</summary>
    /// <param name="value">The mean.</param>
    internal static Score ScoreOf(double value) => new("crps", "CRPS", value, ScoreFormat.Unit)
    {
        IsFurther = true,
        Help = "Continuous ranked probability score of the forecast distribution, or of its quantiles; the MAE of a forecast without one.",
    };
}
