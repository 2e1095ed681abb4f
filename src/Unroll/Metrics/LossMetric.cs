using Unroll.Data;
using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>A loss as a metric: the weighted mean of its terms.</summary>
public class LossMetric : Metric
{
    /// <summary>Creates the metric.</summary>
    /// <param name="loss">The loss.</param>
    public LossMetric(Loss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        Loss = loss;
    }

    /// <summary>The loss.</summary>
    public Loss Loss { get; }

    /// <inheritdoc/>
    public override Shape GetTargetShape(Shape output) => Loss.GetTargetShape(output);

    /// <inheritdoc/>
    public override PredictionKind Predictions => Loss.Predictions;

    internal override string? LogitsOption => Loss.LogitsOption;

    /// <inheritdoc/>
    public override TargetRange GetTargetRange(int features) => Loss.GetTargetRange(features);

    /// <summary>The weighted sum of the terms, and their weighted number.</summary>
    /// <inheritdoc/>
    public sealed override int GetSlotCount(int features) => 2;

    /// <inheritdoc/>
    public sealed override void Accumulate(TimeMajorSpan prediction, TimeMajorSpan target, ReadOnlySpan<float> weights, Span<double> slots)
    {
        slots[0] += Loss.Accumulate(prediction, target, weights, default, 1);
        slots[1] += LossShapes.TotalWeight(prediction, weights) * Loss.TermsPerStep(prediction.Features);
    }

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => slots[0] / slots[1];
}
