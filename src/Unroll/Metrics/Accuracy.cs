namespace Unroll.Metrics;

/// <summary>Share of the predictions that are right.</summary>
/// <param name="targets">How targets tell a class.</param>
/// <param name="threshold">From which prediction on a binary one says yes; for logits 0.</param>
public sealed class Accuracy(TargetKind targets = TargetKind.Binary, float threshold = 0.5f) : ClassMetric(targets, threshold)
{
    /// <inheritdoc/>
    public override string Name => "accuracy";

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => ConfusionMath.Total(slots) > 0 ? ConfusionMath.Right(slots) / ConfusionMath.Total(slots) : double.NaN;
}
