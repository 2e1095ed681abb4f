using Unroll.Catalogue;

namespace Unroll.Metrics;

/// <summary>Share of the predictions of a class that are right, averaged over classes.</summary>
/// <param name="targets">How targets tell a class.</param>
/// <param name="average">How the classes become one number.</param>
/// <param name="threshold">From which prediction on a binary one says yes; for logits 0.</param>
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

    /// <summary>How the classes become one number.</summary>
    public ClassAverage Average { get; } = average;

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => ConfusionMath.Average(slots, Average, ConfusionMath.Precision);
}
