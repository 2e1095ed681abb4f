using Unroll.Catalogue;

namespace Unroll.Metrics;

/// <summary>
/// Coefficient of determination: 1 − Σ(target − prediction)² / Σ(target − mean)², over all features together. 1 is perfect, 0 as good as
/// the mean.
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
    public override double Result(ReadOnlySpan<double> slots) => 1 - (slots[0] / (slots[3] - (slots[2] * slots[2] / slots[1])));

    private protected override void Add(double prediction, double target, double weight, Span<double> slots)
    {
        // The sums of the targets and their squares give their variance whatever the order in which batches come.
        double error = target - prediction;
        slots[0] += weight * error * error;
        slots[1] += weight;
        slots[2] += weight * target;
        slots[3] += weight * target * target;
    }
}
