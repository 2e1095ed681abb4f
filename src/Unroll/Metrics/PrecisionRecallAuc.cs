using Unroll.Catalogue;

namespace Unroll.Metrics;

/// <summary>
/// Average precision: the area under the precision-recall curve, in steps as in scikit-learn; for rare positives. See
/// <see cref="ScoreHistogramMetric"/> for its resolution.
/// </summary>
/// <param name="fromLogits">Whether predictions are logits rather than probabilities.</param>
public sealed class PrecisionRecallAuc(bool fromLogits = false) : ScoreHistogramMetric(fromLogits)
{
    private static readonly Setting<PrecisionRecallAuc, bool> _logits = MetricSettings.FromLogits<PrecisionRecallAuc>(
        metric => metric.FromLogits);

    internal static Entry<Metric> Entry { get; } = new(
        "precision-recall-auc", typeof(PrecisionRecallAuc), "Average precision: the area under the precision over the recall.", [_logits],
        values => new PrecisionRecallAuc(values.Get(_logits)))
    {
        ShortName = "pr-auc",
        Example = "precision-recall-auc: {from-logits: true}",
    };

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots)
    {
        double found = 0, claimed = 0, area = 0;
        ReadOnlySpan<double> no = No(slots), yes = Yes(slots);
        for (int bin = no.Length - 1; bin >= 0; bin--)
        {
            found += yes[bin];
            claimed += yes[bin] + no[bin];
            area += yes[bin] == 0 ? 0 : yes[bin] * found / claimed;
        }

        return area / found;
    }
}
