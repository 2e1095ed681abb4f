namespace Unroll.Metrics;

/// <summary>Mean of 2·|prediction − target| / (|prediction| + |target|), in per cent, from 0 to 200; 0 where both are 0 (as in the M4 competition).</summary>
public sealed class SymmetricMeanAbsolutePercentageErrorMetric : RegressionMetric
{
    /// <inheritdoc/>
    public override string Name => "smape";

    /// <inheritdoc/>
    public override int GetSlotCount(int features) => 2;

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => slots[0] / slots[1];

    private protected override void Add(double prediction, double target, double weight, Span<double> slots)
    {
        double size = Math.Abs(prediction) + Math.Abs(target);
        slots[0] += weight * Ratio(200 * Math.Abs(prediction - target), size);
        slots[1] += weight;
    }
}
