using Unroll.Catalogue;

namespace Unroll.Metrics;

/// <summary>Makes the settings of metrics.</summary>
internal static class MetricSettings
{
    public static Setting<TMetric, TargetKind> Targets<TMetric>(Func<TMetric, TargetKind> get, TargetKind standard) => new(
        "targets", Kind.Choice(("label", TargetKind.Label), ("one-hot", TargetKind.OneHot), ("binary", TargetKind.Binary)), get,
        "How targets encode a class; a recipe takes what the loss wants where this is not given.")
    {
        DefaultValue = standard,
    };

    public static Setting<TMetric, bool> FromLogits<TMetric>(Func<TMetric, bool> get) =>
        new("from-logits", Kind.Flag, get, "Whether predictions are logits rather than probabilities.");
}
