using Unroll.Data;
using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>A metric that is the weighted mean of a loss's terms.</summary>
public abstract class MeanLossMetric : Metric
{
    private readonly Loss _loss;

    private protected MeanLossMetric(Loss loss) => _loss = loss;

    /// <inheritdoc/>
    public override Shape GetTargetShape(Shape output) => _loss.GetTargetShape(output);

    /// <summary>The weighted sum of the terms, and their weighted number.</summary>
    /// <inheritdoc/>
    public sealed override int GetSlotCount(int features) => 2;

    /// <inheritdoc/>
    public sealed override void Accumulate(TimeMajorSpan prediction, TimeMajorSpan target, ReadOnlySpan<float> weights, Span<double> slots)
    {
        slots[0] += _loss.Accumulate(prediction, target, weights, default, 1);
        slots[1] += LossShapes.TotalWeight(prediction, weights) * _loss.TermsPerStep(prediction.Features);
    }

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => slots[0] / slots[1];
}
