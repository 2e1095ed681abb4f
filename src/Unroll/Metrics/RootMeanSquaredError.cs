using Unroll.Catalogue;
using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>Root of the mean squared error over all samples (not the mean of the batches' roots), in the unit of the targets.</summary>
public sealed class RootMeanSquaredError() : LossMetric(new MeanSquaredError())
{
    internal static Entry<Metric> Entry { get; } = new(
        "root-mean-squared-error", typeof(RootMeanSquaredError), "Root of the mean squared error over all samples.", [],
        _ => new RootMeanSquaredError())
    {
        ShortName = "rmse",
        Formula = "√mean((p − t)²)",
    };

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => Math.Sqrt(base.Result(slots));
}
