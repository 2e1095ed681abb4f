namespace Unroll.Tasks.Evaluation;

/// <summary>
/// Quantiles of conformity scores with the finite-sample correction of split conformal prediction (Vovk, Gammerman and Shafer 2005; Lei et
/// al. 2018): of n scores the ⌈(n + 1) · level⌉-th smallest, which a further score that is exchangeable with them does not exceed with a
/// probability of at least the level.
/// </summary>
/// <example>
/// <code>
/// double[] errors = [.. validation.Select(pair => Math.Abs(pair.Actual - pair.Forecast)).Order()];
/// double reach = ConformalQuantile.Of(errors, 0.8); // the interval is forecast ± reach
/// </code>
/// </example>
public static class ConformalQuantile
{
    // 0.8 / 0.2 is 4, not 4.000000000000001.
    private const double Slack = 1e-9;

    /// <summary>The fewest scores that a level can be calibrated on: 4 for 80 %, 19 for 95 %.</summary>
    /// <param name="level">The level, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not above 0 and below 1.</exception>
    public static int RequiredScores(double level)
    {
        RequireLevel(level);
        return (int)Math.Ceiling((level / (1 - level)) - Slack);
    }

    /// <summary>The quantile of a level.</summary>
    /// <param name="sorted">The scores, rising.</param>
    /// <param name="level">The level, above 0 and below 1.</param>
    /// <returns>The quantile; infinity where there are fewer scores than <see cref="RequiredScores"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The level is not above 0 and below 1.</exception>
    public static double Of(ReadOnlySpan<double> sorted, double level)
    {
        RequireLevel(level);
        int rank = RankOf(sorted.Length, level);
        return rank > sorted.Length ? double.PositiveInfinity : sorted[Math.Max(rank, 1) - 1];
    }

    /// <summary>The rank of a level's quantile among some scores, from 1; more than their number where they are too few.</summary>
    /// <param name="scores">Number of scores.</param>
    /// <param name="level">The level.</param>
    internal static int RankOf(int scores, double level) => (int)Math.Ceiling(((scores + 1) * level) - Slack);

    private static void RequireLevel(double level)
    {
        if (!(level > 0 && level < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(level), level, $"The level {level} was given: give one above 0 and below 1.");
        }
    }
}
