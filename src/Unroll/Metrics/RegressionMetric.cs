using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>A regression metric: a measure of single predictions and targets.</summary>
public abstract class RegressionMetric : StepMetric
{
    private protected RegressionMetric()
    {
    }

    /// <inheritdoc/>
    public override TargetRange GetTargetRange(int features) => TargetRange.Finite;

    private protected sealed override void Add(
        ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight, Span<double> slots)
    {
        for (int i = 0; i < prediction.Length; i++)
        {
            Add(prediction[i], target[i], weight, slots);
        }
    }

    /// <summary>Adds a prediction.</summary>
    private protected abstract void Add(double prediction, double target, double weight, Span<double> slots);
}
