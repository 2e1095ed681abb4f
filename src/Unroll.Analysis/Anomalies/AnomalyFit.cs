using Unroll.Analysis.Models;

namespace Unroll.Analysis.Anomalies;

/// <summary>A detector that has learnt what is usual, with its threshold.</summary>
public sealed class AnomalyFit
{
    private readonly Func<ObservedSeries, RawScores> _scorer;
    private readonly ScoreTail _tail;

    internal AnomalyFit(Func<ObservedSeries, RawScores> scorer, ScoreTail tail, AnomalyScores scores) =>
        (_scorer, _tail, Scores) = (scorer, tail, scores);

    /// <summary>The scores and anomalies of the series that it has learnt from.</summary>
    public AnomalyScores Scores { get; }

    /// <summary>The raw score above which a value is an anomaly, in the detector's own unit.</summary>
    public double Threshold => _tail.Threshold;

    /// <summary>The time that learning and scoring took.</summary>
    public TimeSpan Cost { get; internal init; }

    /// <summary>Scores another series by what was usual in the first, with its threshold.</summary>
    /// <param name="series">The series.</param>
    /// <exception cref="InputException">The series is too short, or has values that the detector cannot do with.</exception>
    public AnomalyScores Score(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        AnomalyDetector.Check(series);
        return AnomalyScores.Of(_scorer(series), _tail);
    }
}
