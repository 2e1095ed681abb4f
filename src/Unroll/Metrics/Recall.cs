using Unroll.Catalogue;

namespace Unroll.Metrics;

/// <summary>The share of a class's samples that are predicted as such, averaged over classes.</summary>
/// <param name="targets">How targets encode a class (index, one-hot, binary).</param>
/// <param name="average">The average over classes.</param>
/// <param name="threshold">The threshold of a positive binary prediction; for logits 0.</param>
public sealed class Recall(TargetKind targets = TargetKind.Binary, ClassAverage average = ClassAverage.Macro, float threshold = 0.5f)
    : ClassMetric(targets, threshold)
{
    private static readonly ClassMetricSettings<Recall> _settings = new();

    private static readonly Setting<Recall, ClassAverage> _average = ClassMetricSettings<Recall>.Average(metric => metric.Average);

    internal static Entry<Metric> Entry { get; } = new(
        "recall", typeof(Recall), "Share of the samples of a class that are found, averaged over classes.", [.. _settings.All, _average],
        values => new Recall(values.Get(_settings.Targets), values.Get(_average), values.Get(_settings.Threshold)))
    {
        Example = "recall: {targets: label}",
    };

    /// <summary>The average over classes.</summary>
    public ClassAverage Average { get; } = average;

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => Mean(slots, Average, ConfusionMath.Recall);
}
