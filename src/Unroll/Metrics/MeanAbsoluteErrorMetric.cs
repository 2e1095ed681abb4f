using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>Mean absolute error, in the unit of the targets.</summary>
public sealed class MeanAbsoluteErrorMetric() : MeanLossMetric(new MeanAbsoluteError())
{
    /// <inheritdoc/>
    public override string Name => "mae";
}
