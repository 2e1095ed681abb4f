using Unroll.Data;
using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>Root of the mean squared error over all samples (not the mean of the batches' roots), in the unit of the targets.</summary>
public sealed class RootMeanSquaredErrorMetric : Metric
{
    private static readonly MeanSquaredError _error = new();

    /// <inheritdoc/>
    public override string Name => "rmse";

    /// <inheritdoc/>
    public override double Accumulate(TimeMajorSpan prediction, TimeMajorSpan target) =>
        _error.Accumulate(prediction, target, default, 1);

    /// <inheritdoc/>
    public override double Result(double sum, long terms) => Math.Sqrt(sum / terms);
}
