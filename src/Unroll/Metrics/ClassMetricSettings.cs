using Unroll.Catalogue;

namespace Unroll.Metrics;

/// <summary>The settings of a metric of classes.</summary>
internal sealed class ClassMetricSettings<TMetric>
    where TMetric : ClassMetric
{
    public Setting<TMetric, TargetKind> Targets { get; } = MetricSettings.Targets<TMetric>(metric => metric.Targets, TargetKind.Binary);

    public Setting<TMetric, float> Threshold { get; } =
        new("threshold", Kind.Single(), metric => metric.Threshold, "From which prediction on a binary target is a yes; for logits 0.") { DefaultValue = 0.5f };

    public IReadOnlyList<Setting> All => [Targets, Threshold];

    public static Setting<TMetric, ClassAverage> Average(Func<TMetric, ClassAverage> get) => new(
        "average",
        Kind.Choice(("macro", ClassAverage.Macro), ("micro", ClassAverage.Micro), ("weighted", ClassAverage.Weighted)),
        get,
        "How the classes become one number.");
}

/// <summary>Makes the settings of metrics.</summary>
internal static class MetricSettings
{
    public static Setting<TMetric, TargetKind> Targets<TMetric>(Func<TMetric, TargetKind> get, TargetKind standard) => new(
        "targets", Kind.Choice(("label", TargetKind.Label), ("one-hot", TargetKind.OneHot), ("binary", TargetKind.Binary)), get, "How targets tell a class.")
    {
        DefaultValue = standard,
    };

    public static Setting<TMetric, bool> FromLogits<TMetric>(Func<TMetric, bool> get) =>
        new("from-logits", Kind.Flag, get, "Whether predictions are logits rather than probabilities.");
}
