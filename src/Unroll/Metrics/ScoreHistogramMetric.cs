using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>
/// A metric of binary targets and scores over all thresholds. Scores are counted in 4,096 bins, equally wide after x/(1 + |x|) for logits
/// and as they are for probabilities, so that batches can be added in any grouping; scores of one bin count as equal.
/// </summary>
public abstract class ScoreHistogramMetric : StepMetric
{
    private const int Bins = 4096;

    private protected ScoreHistogramMetric(bool fromLogits) => FromLogits = fromLogits;

    /// <summary>Whether predictions are logits rather than probabilities.</summary>
    public bool FromLogits { get; }

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override PredictionKind Predictions => FromLogits ? PredictionKind.Any : PredictionKind.Probabilities;

    internal override string? LogitsOption => "fromLogits";

    /// <inheritdoc/>
    public override TargetRange GetTargetRange(int features) => TargetRange.Binary;

    /// <summary>The weights of negatives and positives in each bin.</summary>
    /// <inheritdoc/>
    public override int GetSlotCount(int features) => 2 * Bins;

    private protected override void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight, Span<double> slots)
    {
        for (int i = 0; i < prediction.Length; i++)
        {
            double score = FromLogits ? 0.5 + (0.5 * prediction[i] / (1 + Math.Abs((double)prediction[i]))) : prediction[i];
            int bin = double.IsNaN(score)
                ? throw new ArgumentException("A prediction is not a number: its place among the others cannot be told.")
                : Math.Clamp((int)(score * Bins), 0, Bins - 1);
            slots[(LabelTargets.Read(target[i], 2) * Bins) + bin] += weight;
        }
    }

    private protected static ReadOnlySpan<double> No(ReadOnlySpan<double> slots) => slots[..Bins];

    private protected static ReadOnlySpan<double> Yes(ReadOnlySpan<double> slots) => slots[Bins..];
}
