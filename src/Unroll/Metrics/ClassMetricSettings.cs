using Unroll.Catalogue;

namespace Unroll.Metrics;

/// <summary>The settings of a classification metric.</summary>
internal sealed class ClassMetricSettings<TMetric>
    where TMetric : ClassMetric
{
    public Setting<TMetric, TargetKind> Targets { get; } = MetricSettings.Targets<TMetric>(metric => metric.Targets, TargetKind.Binary);

    public Setting<TMetric, float> Threshold { get; } =
        new("threshold", Kind.Single(), metric => metric.Threshold,
            "From which prediction on a binary target is a yes; for logits 0.")
        { DefaultValue = 0.5f };

    public IReadOnlyList<Setting> All => [Targets, Threshold];

    public static Setting<TMetric, ClassAverage> Average(Func<TMetric, ClassAverage> get) => new(
        "average",
        Kind.Choice(("macro", ClassAverage.Macro), ("micro", ClassAverage.Micro), ("weighted", ClassAverage.Weighted)),
        get,
        "How the classes become one number.");
}
