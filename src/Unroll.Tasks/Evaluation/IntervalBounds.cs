namespace Unroll.Tasks.Evaluation;

/// <summary>The centre of a prediction interval: the forecast itself, or a pair of its quantiles.</summary>
/// <param name="Lower">Index of the lower quantile; null for the forecast itself.</param>
/// <param name="Upper">Index of the upper quantile; null for the forecast itself.</param>
internal readonly record struct IntervalBounds(int? Lower, int? Upper)
{
    // Levels that are written with three digits.
    private const double Tolerance = 1e-6;

    /// <summary>Whether it is a pair of quantiles.</summary>
    public bool IsPair => Lower is not null;

    /// <summary>The conformity score of a truth: how far it lies outside two ends, negative between them.</summary>
    /// <param name="actual">The truth.</param>
    /// <param name="lower">The lower end.</param>
    /// <param name="upper">The upper end.</param>
    public static double Score(double actual, double lower, double upper) => Math.Max(lower - actual, actual - upper);

    /// <summary>The central pairs of some quantiles, whose levels add up to 1, with the level that each spans.</summary>
    /// <param name="levels">The levels of the quantiles, in any order.</param>
    public static IReadOnlyList<KeyValuePair<double, IntervalBounds>> Pairs(IReadOnlyList<double> levels) =>
    [
        .. from lower in Enumerable.Range(0, levels.Count)
           from upper in Enumerable.Range(0, levels.Count)
           where levels[lower] < levels[upper] && Math.Abs(levels[lower] + levels[upper] - 1) < Tolerance
           let level = Math.Round(levels[upper] - levels[lower], 9)
           orderby level
           select KeyValuePair.Create(level, new IntervalBounds(lower, upper)),
    ];

    /// <summary>The pair whose level is nearest to a given one, the wider of two.</summary>
    /// <param name="pairs">The pairs, at least one.</param>
    /// <param name="level">The level.</param>
    public static IntervalBounds Nearest(IReadOnlyList<KeyValuePair<double, IntervalBounds>> pairs, double level) =>
        pairs.Reverse().MinBy(pair => Math.Round(Math.Abs(pair.Key - level), 9)).Value;
}
