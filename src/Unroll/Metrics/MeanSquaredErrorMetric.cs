using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>Mean squared error, in the squared unit of the targets.</summary>
public sealed class MeanSquaredErrorMetric() : MeanLossMetric(new MeanSquaredError())
{
    /// <inheritdoc/>
    public override string Name => "mse";
}
