using Unroll.Catalogue;
using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>The exponential of the mean cross-entropy: the number of equally likely classes that would be as hard to predict.</summary>
/// <param name="targets">How targets encode a class (index, one-hot, binary).</param>
/// <param name="fromLogits">Whether predictions are logits rather than probabilities.</param>
public sealed class Perplexity(TargetKind targets = TargetKind.Label, bool fromLogits = false)
    : LossMetric(CreateLoss(targets, fromLogits))
{
    private static readonly Setting<Perplexity, TargetKind> _targets = MetricSettings.Targets<Perplexity>(
        metric => metric.Targets, TargetKind.Label);

    private static readonly Setting<Perplexity, bool> _logits = MetricSettings.FromLogits<Perplexity>(metric => metric.FromLogits);

    internal static Entry<Metric> Entry { get; } = new(
        "perplexity", typeof(Perplexity), "The exponential of the mean cross-entropy.", [_targets, _logits],
        values => new Perplexity(values.Get(_targets), values.Get(_logits)))
    {
        Formula = "exp(mean cross-entropy)",
        Example = "perplexity: {from-logits: true}",
    };

    /// <summary>The encoding of a class in targets (index, one-hot, binary).</summary>
    public TargetKind Targets { get; } = targets;

    /// <summary>Whether predictions are logits rather than probabilities.</summary>
    public bool FromLogits { get; } = fromLogits;

    internal override string? LogitsOption => "fromLogits";

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => Math.Exp(base.Result(slots));

    private static Loss CreateLoss(TargetKind targets, bool fromLogits)
    {
        CrossEntropyOptions options = new() { FromLogits = fromLogits };
        return targets switch
        {
            TargetKind.Label => new SparseCategoricalCrossEntropy(options),
            TargetKind.OneHot => new CategoricalCrossEntropy(options),
            _ => new BinaryCrossEntropy(options),
        };
    }
}
