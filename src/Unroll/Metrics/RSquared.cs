using System.Numerics.Tensors;
using Unroll.Catalogue;

namespace Unroll.Metrics;

/// <summary>
/// Coefficient of determination: 1 − Σ(target − prediction)² / Σ(target − mean)², over all features together. 1 is perfect, 0 as good as
/// the mean; NaN where all targets are alike.
/// </summary>
public sealed class RSquared : RegressionMetric
{
    internal static Entry<Metric> Entry { get; } = new(
        "r-squared", typeof(RSquared), "Coefficient of determination: 1 is perfect, 0 as good as the mean.", [], _ => new RSquared())
    {
        ShortName = "r2",
        Aliases = ["r2-score"],
        Formula = "1 − Σ(t − p)²/Σ(t − mean(t))²",
    };

    /// <inheritdoc/>
    public override bool HigherIsBetter => true;

    /// <inheritdoc/>
    public override int GetSlotCount(int features) => 4;

    /// <inheritdoc/>
    public override double Result(ReadOnlySpan<double> slots) => Of(slots[0], slots[3] - (slots[2] * slots[2] / slots[1]));

    /// <summary>The coefficient of predictions in double precision, exact also where targets are large and vary little.</summary>
    /// <param name="predictions">The predictions.</param>
    /// <param name="targets">The targets, as many.</param>
    /// <returns>At most 1; NaN where there is no target, or all are alike.</returns>
    /// <exception cref="ArgumentException">There are not as many predictions as targets.</exception>
    public static double Of(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        if (targets.IsEmpty)
        {
            return double.NaN;
        }

        double distance = TensorPrimitives.Distance(predictions, targets), mean = TensorPrimitives.Sum(targets) / targets.Length;
        double spread = 0;
        foreach (double target in targets)
        {
            spread += (target - mean) * (target - mean);
        }

        return Of(distance * distance, spread);
    }

    private static double Of(double squaredErrors, double spread) => spread > 0 ? 1 - (squaredErrors / spread) : double.NaN;

    /// <inheritdoc/>
    protected override void Add(double prediction, double target, double weight, Span<double> slots)
    {
        // The sums of the targets and their squares give their variance whatever the order in which batches come.
        double error = target - prediction;
        slots[0] += weight * error * error;
        slots[1] += weight;
        slots[2] += weight * target;
        slots[3] += weight * target * target;
    }
}
