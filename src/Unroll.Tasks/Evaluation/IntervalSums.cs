namespace Unroll.Tasks.Evaluation;

/// <summary>Sums of the measures of a prediction interval, in double precision.</summary>
/// <param name="level">The interval's level.</param>
internal struct IntervalSums(double level)
{
    private double _width;
    private double _score;
    private int _within;
    private int _count;

    /// <summary>The interval's level.</summary>
    public readonly double Level => level;

    /// <summary>Number of points.</summary>
    public readonly int Count => _count;

    /// <summary>Share of true values within the interval, its bounds included.</summary>
    public readonly double Coverage => (double)_within / _count;

    /// <summary>Mean width, in the unit of the series.</summary>
    public readonly double Width => _width / _count;

    /// <summary>Mean interval score (Winkler 1972; Gneiting and Raftery 2007), in the unit of the series.</summary>
    public readonly double Score => _score / _count;

    /// <summary>Adds a point; one without a true value, or without an interval, counts nowhere.</summary>
    /// <param name="actual">The true value.</param>
    /// <param name="lower">Lower end of the interval.</param>
    /// <param name="upper">Upper end of the interval.</param>
    public void Add(double actual, double lower, double upper)
    {
        if (double.IsNaN(actual) || double.IsNaN(lower) || double.IsNaN(upper))
        {
            return;
        }

        double outside = Math.Max(0, lower - actual) + Math.Max(0, actual - upper);
        _width += upper - lower;
        _score += upper - lower + (2 / (1 - level) * outside);
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
