using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>Root of the mean squared error over all samples (not the mean of the batches' roots), in the unit of the targets.</summary>
public sealed class RootMeanSquaredErrorMetric() : MeanLossMetric(new MeanSquaredError())
{
    /// <inheritdoc/>
    public override string Name => "rmse";

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => Math.Sqrt(base.Result(slots));
}
