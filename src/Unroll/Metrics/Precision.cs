using Unroll.Catalogue;

namespace Unroll.Metrics;

/// <summary>The share of correct predictions among those of a class, averaged over classes.</summary>
/// <param name="targets">How targets encode a class (index, one-hot, binary).</param>
/// <param name="average">The average over classes.</param>
/// <param name="threshold">The threshold of a positive binary prediction; for logits 0.</param>
public sealed class Precision(TargetKind targets = TargetKind.Binary, ClassAverage average = ClassAverage.Macro, float threshold = 0.5f)
    : ClassMetric(targets, threshold)
{
    private static readonly ClassMetricSettings<Precision> _settings = new();

    private static readonly Setting<Precision, ClassAverage> _average = ClassMetricSettings<Precision>.Average(metric => metric.Average);

    internal static Entry<Metric> Entry { get; } = new(
        "precision", typeof(Precision), "Share of the predictions of a class that are right, averaged over classes.", [.. _settings.All,
            _average], values => new Precision(values.Get(_settings.Targets), values.Get(_average), values.Get(_settings.Threshold)))
    {
        Example = "precision: {targets: label}",
    };

    /// <summary>The average over classes.</summary>
    public ClassAverage Average { get; } = average;

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => Mean(slots, Average, ConfusionMath.Precision);
}
