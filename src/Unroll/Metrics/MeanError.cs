using Unroll.Catalogue;

namespace Unroll.Metrics;

/// <summary>The bias: the mean of prediction − target.</summary>
public sealed class MeanError : RegressionMetric
{
    internal static Entry<Metric> Entry { get; } = new(
        "mean-error", typeof(MeanError), "How far predictions lie too high on the whole.", [], _ => new MeanError())
    {
        ShortName = "bias",
        Formula = "mean(p − t)",
    };

    /// <inheritdoc/>
    public override int GetSlotCount(int features) => 2;

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => slots[0] / slots[1];

    /// <inheritdoc/>
    protected override void Add(double prediction, double target, double weight, Span<double> slots)
    {
        slots[0] += weight * (prediction - target);
        slots[1] += weight;
    }
}
