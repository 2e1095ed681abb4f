using Unroll.Catalogue;

namespace Unroll.Metrics;

/// <summary>
/// The area under the receiver operating characteristic: the probability that a positive has a higher score than a negative, ties counted
/// half (Hanley and McNeil 1982). See <see cref="ScoreHistogramMetric"/> for its resolution; <see cref="RocCurve"/> is exact.
/// </summary>
/// <param name="fromLogits">Whether predictions are logits rather than probabilities.</param>
public sealed class RocAuc(bool fromLogits = false) : ScoreHistogramMetric(fromLogits)
{
    private static readonly Setting<RocAuc, bool> _logits = MetricSettings.FromLogits<RocAuc>(metric => metric.FromLogits);

    internal static Entry<Metric> Entry { get; } = new(
        "roc-auc", typeof(RocAuc), "Area under the receiver operating characteristic.", [_logits],
        values => new RocAuc(values.Get(_logits)))
    {
        Aliases = ["auc"],
        Example = "roc-auc: {from-logits: true}",
    };

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots)
    {
        double below = 0, area = 0, all = 0;
        ReadOnlySpan<double> no = No(slots), yes = Yes(slots);
        for (int bin = 0; bin < no.Length; bin++)
        {
            area += yes[bin] * (below + (no[bin] / 2));
            below += no[bin];
            all += yes[bin];
        }

        return area / (below * all);
    }
}
