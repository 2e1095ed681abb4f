using Unroll.Catalogue;

namespace Unroll.Metrics;

/// <summary>Mean of |prediction − target| / |target|, in per cent. Targets nearer to 0 than 1e-7 count as that, as in Keras.</summary>
public sealed class MeanAbsolutePercentageError : RegressionMetric
{
    internal static Entry<Metric> Entry { get; } = new(
        "mean-absolute-percentage-error", typeof(MeanAbsolutePercentageError), "Mean absolute error in per cent of the target.", [],
        _ => new MeanAbsolutePercentageError())
    {
        ShortName = "mape",
        Formula = "100·mean(|p − t|/|t|)",
    };

    /// <inheritdoc/>
    public override int GetSlotCount(int features) => 2;

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => slots[0] / slots[1];

    private protected override void Add(double prediction, double target, double weight, Span<double> slots)
    {
        slots[0] += weight * 100 * Math.Abs(prediction - target) / Math.Max(Math.Abs(target), 1e-7);
        slots[1] += weight;
    }
}
