using Unroll.Metrics;
using Unroll.Series.Preparing;

namespace Unroll.Tasks.Analysing;

/// <summary>
/// The power of a series' level that its fluctuations grow with: 0 where they stay alike, 1 where they are shares of the level, so that
/// logarithms make them alike (the range-mean regression of Jenkins 1979; Bartlett 1947 for the power).
/// </summary>
internal static class SpreadByLevel
{
    /// <summary>The fewest rows of a stretch whose level and spread are compared with those of others; it has whole seasons.</summary>
    private const int FewestRows = 8;

    private const int FewestStretches = 5;

    /// <summary>The least change of the level, as a share, below which logarithms change hardly more than the unit.</summary>
    private const double LeastChange = 0.5;

    /// <summary>The power in the middle between fluctuations that stay alike and those that are shares.</summary>
    private const double Middle = 0.5;

    private const double Significance = 0.01;

    /// <summary>A sentence where fluctuations grow with the level as shares do; null where that is not clear, or values are not positive.
    /// </summary>
    /// <param name="values">The values in the order of time, NaN where one is missing.</param>
    /// <param name="season">Rows of a season; 1 for none.</param>
    /// <param name="cure">What to do, as the end of the sentence.</param>
    public static string? NoteOf(ReadOnlySpan<double> values, int season, string cure) => PowerOf(values, season) is { } power
        ? FormattableString.Invariant($"Fluctuations grow with the level (as its power {power:0.0}; 1 are equal shares), while the parts ")
            + $"here add up: {cure}."
        : null;

    /// <summary>The power, where it is above the middle with a significance of 1 %; else null.</summary>
    /// <param name="values">The values in the order of time, NaN where one is missing.</param>
    /// <param name="season">Rows of a season; 1 for none.</param>
    public static double? PowerOf(ReadOnlySpan<double> values, int season)
    {
        int rows = season * (int)Math.Ceiling((double)FewestRows / season);
        List<double> levels = [], spreads = [];
        for (int start = values.Length % rows; start < values.Length; start += rows)
        {
            if (Measure(values.Slice(start, rows)) is (double level, double spread))
            {
                if (!(level > 0 && spread > 0))
                {
                    return null;
                }

                levels.Add(Math.Log(level));
                spreads.Add(Math.Log(spread));
            }
        }

        return levels.Count >= FewestStretches && levels.Max() - levels.Min() >= Math.Log(1 + LeastChange)
            ? SlopeAbove(Middle, levels, spreads) : null;
    }

    /// <summary>The median of a stretch, and the mean absolute deviation from its line; null where a quarter of it is missing.</summary>
    /// <returns>A level of 0 where a value is not positive.</returns>
    private static (double Level, double Spread)? Measure(ReadOnlySpan<double> stretch)
    {
        List<double> times = [], present = [];
        for (int i = 0; i < stretch.Length; i++)
        {
            if (!double.IsNaN(stretch[i]))
            {
                times.Add(i);
                present.Add(stretch[i]);
            }
        }

        if (4 * present.Count < 3 * stretch.Length)
        {
            return null;
        }

        if (present.Min() <= 0)
        {
            return (0, 0);
        }

        (double intercept, double slope, _) = Line(times, present);
        return (
            Quantiles.Median([.. present.Order()]),
            times.Zip(present, (time, value) => Math.Abs(value - intercept - (slope * time))).Average());
    }

    private static double? SlopeAbove(double bound, List<double> x, List<double> y)
    {
        (_, double slope, double error) = Line(x, y);
        return slope > bound && (error == 0 || Distributions.StudentT((bound - slope) / error, x.Count - 2) < Significance) ? slope : null;
    }

    /// <summary>The line of least squares, and the standard error of its slope.</summary>
    private static (double Intercept, double Slope, double Error) Line(List<double> x, List<double> y)
    {
        (double meanX, double meanY) = (x.Average(), y.Average());
        double squares = x.Sum(value => (value - meanX) * (value - meanX));
        double slope = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / squares;
        double intercept = meanY - (slope * meanX);
        double left = x.Zip(y, (a, b) => b - intercept - (slope * a)).Sum(rest => rest * rest);
        return (intercept, slope, Math.Sqrt(left / Math.Max(1, x.Count - 2) / squares));
    }
}
