using Unroll.Catalogue;

namespace Unroll.Metrics;

/// <summary>Cohen's kappa: the accuracy p in excess of chance e, (p − e)/(1 − e).</summary>
/// <param name="targets">How targets encode a class (index, one-hot, binary).</param>
/// <param name="threshold">The threshold of a positive binary prediction; for logits 0.</param>
public sealed class CohenKappa(TargetKind targets = TargetKind.Binary, float threshold = 0.5f) : ClassMetric(targets, threshold)
{
    private static readonly ClassMetricSettings<CohenKappa> _settings = new();

    internal static Entry<Metric> Entry { get; } = new(
        "cohen-kappa", typeof(CohenKappa), "How far the accuracy exceeds that of chance.", [.. _settings.All],
        values => new CohenKappa(values.Get(_settings.Targets), values.Get(_settings.Threshold)))
    {
        Formula = "(p − e)/(1 − e)",
        Example = "cohen-kappa: {targets: label}",
    };

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => ConfusionMath.Kappa(Matrix(slots));
}
