using Unroll.Catalogue;

namespace Unroll.Metrics;

/// <summary>
/// Average precision: the area under the precision-recall curve, in steps as in scikit-learn; for rare positives. Exact; NaN where no
/// target is 1.
/// </summary>
public sealed class PrecisionRecallAuc : RankingMetric
{
    internal static Entry<Metric> Entry { get; } = new(
        "precision-recall-auc", typeof(PrecisionRecallAuc),
        "Average precision: the area under the precision over the recall, of probabilities or logits.", [], _ => new PrecisionRecallAuc())
    {
        ShortName = "pr-auc",
    };

    private protected override double Result(RankedScores ranks) => ranks.AveragePrecision;
}
