using Unroll.Analysis.Models;
using Unroll.Analysis.Numerics;
using Unroll.Catalogue;

namespace Unroll.Analysis.Anomalies;

/// <summary>
/// The robust z-score: the distance of each value from the median of all in median absolute deviations (Iglewicz and Hoaglin 1993), for
/// series without trend and season.
/// </summary>
public sealed class RobustZ : AnomalyDetector
{
    internal static Entry<AnomalyDetector> Entry { get; } = new(
        "robust-z", typeof(RobustZ), "Distance from the median in median absolute deviations.", [], _ => new RobustZ())
    {
        Formula = "|y_t − median| / (1.4826·MAD)",
    };

    /// <inheritdoc/>
    protected override Func<ObservedSeries, RawScores> Learn(ObservedSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        RobustScale scale = RobustScale.Of(series.Values);
        return scored => new RawScores(scale.Deviations(scored.Values, RobustScale.Size(scored.Values)))
        {
            Unit = "robust deviations",
            MinThreshold = RobustScale.LeastUnusual,
            Expected = [.. scored.Values.Select(_ => scale.Centre)],
        };
    }
}
