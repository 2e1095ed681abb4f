using Unroll.Catalogue;

namespace Unroll.Metrics;

/// <summary>The share of correct predictions.</summary>
/// <param name="targets">How targets encode a class (index, one-hot, binary).</param>
/// <param name="threshold">The threshold of a positive binary prediction; for logits 0.</param>
public sealed class Accuracy(TargetKind targets = TargetKind.Binary, float threshold = 0.5f) : ClassMetric(targets, threshold)
{
    private static readonly ClassMetricSettings<Accuracy> _settings = new();

    internal static Entry<Metric> Entry { get; } = new(
        "accuracy", typeof(Accuracy), "Share of the predictions that are right.", [.. _settings.All],
        values => new Accuracy(values.Get(_settings.Targets), values.Get(_settings.Threshold)))
    {
        Example = "accuracy: {targets: label}",
    };

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => ConfusionMath.Total(slots) > 0
        ? ConfusionMath.Right(Matrix(slots)) / ConfusionMath.Total(slots) : double.NaN;
}
