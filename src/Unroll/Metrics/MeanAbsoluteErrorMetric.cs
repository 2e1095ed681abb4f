using Unroll.Data;
using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>Mean absolute error, in the unit of the targets.</summary>
public sealed class MeanAbsoluteErrorMetric : Metric
{
    private static readonly MeanAbsoluteError _error = new();

    /// <inheritdoc/>
    public override string Name => "mae";

    /// <inheritdoc/>
    public override double Accumulate(TimeMajorSpan prediction, TimeMajorSpan target) =>
        _error.Accumulate(prediction, target, default, 1);
}
