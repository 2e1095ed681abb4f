using Unroll.Analysis.Models;
using Unroll.Analysis.Numerics;
using Unroll.Catalogue;

namespace Unroll.Analysis.Anomalies;

/// <summary>
/// Hampel's filter: the distance of each value from the median of the rows around it, in median absolute deviations of those rows (Hampel
/// 1974; Pearson 2002). It follows a level that moves, and finds spikes.
/// </summary>
public sealed class Hampel : AnomalyDetector
{
    private const int FewestRows = 3;
    private const double LeastShare = 0.25;

    private static readonly Setting<Hampel, int> _rows =
        new("window", Kind.Integer(FewestRows, 100_001), hampel => hampel._window, "Rows around each value, itself included.")
        { DefaultValue = 25 };

    private readonly int _window;

    /// <summary>Creates the filter.</summary>
    /// <param name="window">Rows around each value, itself included, at least 3.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is less than 3.</exception>
    public Hampel(int window = 25)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, FewestRows);
        _window = window;
    }

    internal static Entry<AnomalyDetector> Entry { get; } = new(
        "hampel", typeof(Hampel), "Distance from the median of the rows around, in their median absolute deviations.", [_rows],
        values => new Hampel(values.Get(_rows)))
    {
        Formula = "|y_t − m_t| / (1.4826·MAD_t)",
        Example = "hampel: {window: 25}",
    };

    /// <inheritdoc/>
    protected override Func<ObservedSeries, RawScores> Learn(ObservedSeries series) => Score;

    private RawScores Score(ObservedSeries series)
    {
        double[] values = series.Values, medians = new double[values.Length], spreads = new double[values.Length];
        RunningMedian running = new(_window);
        int half = _window / 2;
        for (int row = -half; row < values.Length; row++)
        {
            running.Add(row + half < values.Length ? values[row + half] : double.NaN);
            if (row >= 0)
            {
                (medians[row], spreads[row]) = (running.Median, RobustScale.Normal * running.MedianDeviation);
            }
        }

        // Where rows around are all alike, any difference would be infinitely far away: the spread of the whole is a lower limit.
        double[] rest = [.. values.Select((value, row) => value - medians[row])];
        double size = RobustScale.Size(values), least = LeastShare * RobustScale.Of(rest).Spread;
        double[] scores = new double[values.Length];
        for (int row = 0; row < scores.Length; row++)
        {
            scores[row] = new RobustScale(0, Math.Max(spreads[row], least)).Deviations([rest[row]], size)[0];
        }

        return new RawScores(scores)
        {
            Unit = "local robust deviations",
            Expected = medians,
            MinThreshold = RobustScale.LeastUnusual,
        };
    }
}
