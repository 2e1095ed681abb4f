using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>The mean cross-entropy (log loss), in nats: what <see cref="Perplexity"/> is the exponential of.</summary>
/// <param name="targets">How targets tell a class.</param>
/// <param name="fromLogits">Whether predictions are logits rather than probabilities.</param>
public sealed class CrossEntropyMetric(TargetKind targets = TargetKind.Binary, bool fromLogits = false)
    : MeanLossMetric(CreateLoss(targets, fromLogits))
{
    /// <inheritdoc/>
    public override string Name => "log-loss";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings =>
        new Dictionary<string, double> { ["targets"] = (int)targets, ["from-logits"] = fromLogits ? 1 : 0 };

    internal static Loss CreateLoss(TargetKind targets, bool fromLogits)
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
