using Unroll.Catalogue;

namespace Unroll.Metrics;

/// <summary>The harmonic mean of precision and recall, averaged over classes.</summary>
/// <param name="targets">How targets encode a class (index, one-hot, binary).</param>
/// <param name="average">The average over classes.</param>
/// <param name="threshold">The threshold of a positive binary prediction; for logits 0.</param>
public sealed class F1Score(TargetKind targets = TargetKind.Binary, ClassAverage average = ClassAverage.Macro, float threshold = 0.5f)
    : ClassMetric(targets, threshold)
{
    private static readonly ClassMetricSettings<F1Score> _settings = new();

    private static readonly Setting<F1Score, ClassAverage> _average = ClassMetricSettings<F1Score>.Average(metric => metric.Average);

    internal static Entry<Metric> Entry { get; } = new(
        "f1-score", typeof(F1Score), "Harmonic mean of precision and recall, averaged over classes.", [.. _settings.All, _average],
        values => new F1Score(values.Get(_settings.Targets), values.Get(_average), values.Get(_settings.Threshold)))
    {
        ShortName = "f1",
        Example = "f1-score: {targets: label}",
    };

    /// <summary>The average over classes.</summary>
    public ClassAverage Average { get; } = average;

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => Mean(slots, Average, ConfusionMath.F1);
}
