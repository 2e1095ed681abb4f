using Unroll.Catalogue;
using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>
/// Mean of |prediction − target| / |target|, in per cent. NaN where a target is zero: the error is undefined there, and the huge one of
/// Keras (which raises targets nearer to 0 than 1e-7 to that) is meaningless.
/// </summary>
public sealed class MeanAbsolutePercentageError : RegressionMetric
{
    internal static Entry<Metric> Entry { get; } = new(
        "mean-absolute-percentage-error", typeof(MeanAbsolutePercentageError), "Mean absolute error in per cent of the target.", [],
        _ => new MeanAbsolutePercentageError())
    {
        ShortName = "mape",
        Formula = "100·mean(|p − t|/|t|)",
    };

    /// <summary>Any finite number other than 0.</summary>
    /// <inheritdoc/>
    public override TargetRange GetTargetRange(int features) => TargetRange.Finite with
    {
        ExcludesZero = true,
        Hint = "A percentage of 0 is undefined: choose SymmetricMeanAbsolutePercentageError or MeanAbsoluteError.",
    };

    /// <inheritdoc/>
    public override int GetSlotCount(int features) => 2;

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => slots[0] / slots[1];

    /// <summary>The term of a point in double precision, in per cent: 100·|p − t|/|t|; NaN where the target is zero.</summary>
    /// <param name="prediction">The prediction p.</param>
    /// <param name="target">The target t.</param>
    public static double Term(double prediction, double target) => target == 0 ? double.NaN
        : 100 * Math.Abs(prediction - target) / Math.Abs(target);

    /// <inheritdoc/>
    protected override void Add(double prediction, double target, double weight, Span<double> slots)
    {
        slots[0] += weight * Term(prediction, target);
        slots[1] += weight;
    }
}
