namespace Unroll.Metrics;

/// <summary>The correlation of predicted and true classes (Matthews 1975; for several classes Gorodkin 2004).</summary>
/// <param name="targets">How targets tell a class.</param>
/// <param name="threshold">From which prediction on a binary one says yes; for logits 0.</param>
public sealed class MatthewsCorrelation(TargetKind targets = TargetKind.Binary, float threshold = 0.5f) : ClassMetric(targets, threshold)
{
    /// <inheritdoc/>
    public override string Name => "matthews";

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => ConfusionMath.Matthews(slots);
}
