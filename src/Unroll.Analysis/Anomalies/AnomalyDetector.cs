using System.Diagnostics;
using System.Text.Json.Nodes;
using Unroll.Analysis.Models;
using Unroll.Catalogue;

namespace Unroll.Analysis.Anomalies;

/// <summary>
/// A detector of anomalies that learns from a series what is usual in it and scores each value by how unusual it is: the interface that
/// all detectors of whole series share.
/// </summary>
/// <example><c>new SeasonalResidual([24]).Detect(new ObservedSeries(values)).Anomalies</c></example>
public abstract class AnomalyDetector
{
    /// <summary>The expected number of false alarms in a series of usual values, where none is given.</summary>
    public const double DefaultLevel = 0.2;

    /// <summary>All detectors by name; users register their own here.</summary>
    public static BlockCatalogue<AnomalyDetector> Catalogue { get; } = new("anomaly detector", () =>
    [
        SeasonalResidual.Entry, RobustZ.Entry, Hampel.Entry, IsolationForest.Entry, SubsequencePca.Entry, SubsequenceClusters.Entry,
        ProfileDiscords.Entry, ForecastResidual.Entry, RecurrentAutoencoder.Entry, TemplateCorrelation.Entry, MatchedFilter.Entry,
    ]);

    /// <summary>The detector's name in the catalogue.</summary>
    public string Name => Catalogue.NameOf(this);

    /// <summary>The detector's name and those of its settings that are not the defaults, as in a recipe.</summary>
    /// <exception cref="InputException">The detector is a user's own and not registered.</exception>
    public JsonNode Settings => Catalogue.Write(this);

    /// <summary>Whether the season of a series changes what the detector finds, so that it is worth looking for. Default: false.</summary>
    public virtual bool UsesSeason => false;

    /// <summary>Learns what is usual in a series, and which score is beyond it.</summary>
    /// <param name="series">The series; a few anomalies in it do no harm.</param>
    /// <param name="level">The expected number of false alarms in a series of usual values, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not above 0.</exception>
    /// <exception cref="InputException">The series is too short, or has values that the detector cannot do with.</exception>
    public AnomalyFit Fit(ObservedSeries series, double level = DefaultLevel)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(level);
        Check(series);
        long start = Stopwatch.GetTimestamp();
        Func<ObservedSeries, RawScores> scorer = Learn(series);
        RawScores raw = scorer(series);
        ScoreTail tail = ScoreTail.Of(raw.Values, level, raw.MinThreshold, raw.MaxThreshold);
        return new AnomalyFit(scorer, tail, AnomalyScores.Of(raw, tail)) { Cost = Stopwatch.GetElapsedTime(start) };
    }

    /// <summary>Finds the anomalies of a series by what is usual in itself.</summary>
    /// <param name="series">The series.</param>
    /// <param name="level">The expected number of false alarms in a series of usual values, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is not above 0.</exception>
    /// <exception cref="InputException">The series is too short, or has values that the detector cannot do with.</exception>
    public AnomalyScores Detect(ObservedSeries series, double level = DefaultLevel) => Fit(series, level).Scores;

    /// <summary>Learns what is usual in a series that has a value at least, and none that is infinite.</summary>
    /// <param name="series">The series.</param>
    /// <returns>The function that scores a series by it, the same one or another.</returns>
    protected abstract Func<ObservedSeries, RawScores> Learn(ObservedSeries series);

    /// <summary>Refuses a series of which nothing can be said.</summary>
    internal static void Check(ObservedSeries series)
    {
        SeriesChecks.RequireSquares(series.Values);
        if (Array.TrueForAll(series.Values, double.IsNaN))
        {
            throw new InputException(
                series.Values.Length == 0 ? "The series is empty, so that no value can be unusual: give one with values."
                    : "All values of the series are missing, so that none can be unusual: give one with values.");
        }
    }
}
