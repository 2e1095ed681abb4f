namespace Unroll.Metrics;

/// <summary>The exponential of the mean cross-entropy: among how many classes, all alike, a guess would be as hard.</summary>
/// <param name="targets">How targets tell a class.</param>
/// <param name="fromLogits">Whether predictions are logits rather than probabilities.</param>
public sealed class Perplexity(TargetKind targets = TargetKind.Label, bool fromLogits = false)
    : MeanLossMetric(CrossEntropyMetric.CreateLoss(targets, fromLogits))
{
    /// <inheritdoc/>
    public override string Name => "perplexity";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, double> Settings =>
        new Dictionary<string, double> { ["targets"] = (int)targets, ["from-logits"] = fromLogits ? 1 : 0 };

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => Math.Exp(base.Result(slots));
}
