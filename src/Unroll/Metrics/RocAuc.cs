namespace Unroll.Metrics;

/// <summary>
/// Area under the receiver operating characteristic: the probability that a yes has a higher score than a no, equal scores counting half (Hanley and
/// McNeil 1982). See <see cref="ScoreHistogramMetric"/> for its resolution.
/// </summary>
/// <param name="fromLogits">Whether predictions are logits rather than probabilities.</param>
public sealed class RocAuc(bool fromLogits = false) : ScoreHistogramMetric(fromLogits)
{
    /// <inheritdoc/>
    public override string Name => "roc-auc";

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
