using Unroll.Data;
using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>Mean squared error, in the squared unit of the targets.</summary>
public sealed class MeanSquaredErrorMetric : Metric
{
    private static readonly MeanSquaredError _error = new();

    /// <inheritdoc/>
    public override string Name => "mse";

    /// <inheritdoc/>
    public override double Accumulate(TimeMajorSpan prediction, TimeMajorSpan target) =>
        _error.Accumulate(prediction, target, default, 1);
}
