using Unroll.Catalogue;

namespace Unroll.Metrics;

/// <summary>
/// The area under the receiver operating characteristic: the probability that a positive has a higher score than a negative, ties counted
/// half (Hanley and McNeil 1982). Exact, as <see cref="RocCurve"/>; NaN where all targets are 0 or all 1.
/// </summary>
public sealed class RocAuc : RankingMetric
{
    internal static Entry<Metric> Entry { get; } = new(
        "roc-auc", typeof(RocAuc), "Area under the receiver operating characteristic, of probabilities or logits.", [], _ => new RocAuc())
    {
        Aliases = ["auc"],
    };

    private protected override double Result(RankedScores ranks) => ranks.Area;
}
