using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>A regression metric: a measure of single predictions and targets, whose weights are handled here.</summary>
public abstract class RegressionMetric : StepMetric
{
    /// <inheritdoc/>
    public override TargetRange GetTargetRange(int features) => TargetRange.Finite;

    /// <inheritdoc/>
    protected sealed override void Add(
        ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight, Span<double> slots)
    {
        for (int i = 0; i < prediction.Length; i++)
        {
            Add(prediction[i], target[i], weight, slots);
        }
    }

    /// <summary>Adds a prediction to the sums; is not called for one of weight 0, such as padding.</summary>
    /// <param name="prediction">The prediction.</param>
    /// <param name="target">The target.</param>
    /// <param name="weight">Its weight, above 0: a factor of what is added.</param>
    /// <param name="slots">The sums, added to.</param>
    protected abstract void Add(double prediction, double target, double weight, Span<double> slots);
}
