using Unroll.Data;
using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>
/// A metric of binary targets and scores over all thresholds, exact: each score is kept until the metric is read, 16 bytes for each. Only
/// the order of scores counts, so that logits and probabilities give the same. Slots are pairs of a score and its weight, which is negative
/// where the target is 0; a weight of 0 stands for nothing.
/// </summary>
public abstract class RankingMetric : Metric
{
    private protected RankingMetric()
    {
    }

    /// <inheritdoc/>
    public sealed override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public sealed override TargetRange GetTargetRange(int features) => TargetRange.Binary;

    /// <summary>None before any score is seen.</summary>
    /// <inheritdoc/>
    public sealed override int GetSlotCount(int features) => 0;

    /// <summary>Two for each prediction.</summary>
    /// <inheritdoc/>
    public sealed override int GetSlotCount(int features, int steps) => checked(2 * features * steps);

    /// <inheritdoc/>
    public sealed override void Accumulate(TimeMajorSpan prediction, TimeMajorSpan target, ReadOnlySpan<float> weights, Span<double> slots)
    {
        int features = prediction.Features;
        LossShapes.Check(prediction, target, features, weights);
        for (int i = 0; i < prediction.Values.Length; i++)
        {
            float weight = weights.IsEmpty ? 1f : weights[i / features];
            if (weight == 0)
            {
                continue;
            }

            float score = prediction.Values[i];
            slots[2 * i] = float.IsNaN(score)
                ? throw new ArgumentException("A prediction is not a number: its place among the others cannot be told.")
                : score;
            slots[(2 * i) + 1] = LabelTargets.Read(target.Values[i], 2) == 1 ? weight : -weight;
        }
    }

    /// <inheritdoc/>
    public sealed override double Result(ReadOnlySpan<double> slots) => Result(RankedScores.Of(slots));

    /// <summary>The metric of ranked scores.</summary>
    private protected abstract double Result(RankedScores ranks);
}
