using Unroll.Catalogue;

namespace Unroll.Metrics;

/// <summary>The correlation of predicted and true classes (Matthews 1975; for several classes Gorodkin 2004).</summary>
/// <param name="targets">How targets encode a class (index, one-hot, binary).</param>
/// <param name="threshold">The threshold of a positive binary prediction; for logits 0.</param>
public sealed class MatthewsCorrelation(TargetKind targets = TargetKind.Binary, float threshold = 0.5f) : ClassMetric(targets, threshold)
{
    private static readonly ClassMetricSettings<MatthewsCorrelation> _settings = new();

    internal static Entry<Metric> Entry { get; } = new(
        "matthews-correlation", typeof(MatthewsCorrelation), "The correlation of predicted and true classes.", [.. _settings.All],
        values => new MatthewsCorrelation(values.Get(_settings.Targets), values.Get(_settings.Threshold)))
    {
        ShortName = "matthews",
        Example = "matthews-correlation: {targets: label}",
    };

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => ConfusionMath.Matthews(Matrix(slots));
}
