namespace Unroll.Tasks.Evaluation;

/// <summary>Sums of the measures of a central prediction interval, in double precision.</summary>
/// <param name="lower">Place of the lower quantile among the levels.</param>
/// <param name="upper">Place of the upper quantile.</param>
/// <param name="level">The interval's level: 0.8 from the quantiles 0.1 and 0.9.</param>
internal struct IntervalSums(int lower, int upper, double level)
{
    // Levels that are written with three digits.
    private const double Tolerance = 1e-6;

    private double _width;
    private double _score;
    private int _within;
    private int _count;

    /// <summary>The interval's level.</summary>
    public readonly double Level => level;

    /// <summary>Share of true values within the interval, its bounds included.</summary>
    public readonly double Coverage => (double)_within / _count;

    /// <summary>Mean width, in the unit of the series.</summary>
    public readonly double Width => _width / _count;

    /// <summary>Mean interval score (Winkler 1972; Gneiting and Raftery 2007), in the unit of the series.</summary>
    public readonly double Score => _score / _count;

    /// <summary>The central intervals of some quantiles: those whose levels add up to 1, the widest first.</summary>
    /// <param name="levels">The levels, rising.</param>
    public static IntervalSums[] Of(IReadOnlyList<double> levels) =>
    [
        .. from lower in Enumerable.Range(0, levels.Count)
           from upper in Enumerable.Range(lower + 1, levels.Count - lower - 1)
           where Math.Abs(levels[lower] + levels[upper] - 1) < Tolerance
           select new IntervalSums(lower, upper, Math.Round(levels[upper] - levels[lower], 9)),
    ];

    /// <summary>Adds a point.</summary>
    /// <param name="actual">The true value.</param>
    /// <param name="quantiles">The forecast of each quantile.</param>
    public void Add(double actual, ReadOnlySpan<double> quantiles)
    {
        (double low, double high) = (quantiles[lower], quantiles[upper]);
        double outside = Math.Max(0, low - actual) + Math.Max(0, actual - high);
        _width += high - low;
        _score += high - low + (2 / (1 - level) * outside);
        _within += outside == 0 ? 1 : 0;
        _count++;
    }

    /// <summary>Adds the points of other sums of the same interval.</summary>
    /// <param name="other">The other sums.</param>
    public void Add(IntervalSums other)
    {
        _width += other._width;
        _score += other._score;
        _within += other._within;
        _count += other._count;
    }
}
