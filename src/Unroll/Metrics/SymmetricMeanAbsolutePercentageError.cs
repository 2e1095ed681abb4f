using Unroll.Catalogue;

namespace Unroll.Metrics;

/// <summary>
/// Mean of 2·|prediction − target| / (|prediction| + |target|), in per cent, from 0 to 200; 0 where both are 0 (as in the M4 competition).
/// </summary>
public sealed class SymmetricMeanAbsolutePercentageError : RegressionMetric
{
    internal static Entry<Metric> Entry { get; } = new(
        "symmetric-mean-absolute-percentage-error", typeof(SymmetricMeanAbsolutePercentageError),
        "Mean absolute error in per cent of the mean of prediction and target, from 0 to 200.",
        [], _ => new SymmetricMeanAbsolutePercentageError())
    {
        ShortName = "smape",
        Formula = "200·mean(|p − t|/(|p| + |t|))",
    };

    /// <inheritdoc/>
    public override int GetSlotCount(int features) => 2;

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => slots[0] / slots[1];

    /// <summary>The term of a point in double precision, in per cent: 200·|p − t|/(|p| + |t|); 0 where both are 0.</summary>
    /// <param name="prediction">The prediction p.</param>
    /// <param name="target">The target t.</param>
    public static double Term(double prediction, double target) =>
        Ratio(200 * Math.Abs(prediction - target), Math.Abs(prediction) + Math.Abs(target));

    /// <inheritdoc/>
    protected override void Add(double prediction, double target, double weight, Span<double> slots)
    {
        slots[0] += weight * Term(prediction, target);
        slots[1] += weight;
    }
}
