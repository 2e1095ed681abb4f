using Unroll.Data;
using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>
/// A metric over all features of a timestep together: weights, and with them masks, are handled here, so that a metric of one's own says
/// only what a timestep adds to its sums, and what follows from these.
/// </summary>
/// <example>
/// <code>
/// sealed class ShareWithinTolerance : StepMetric
/// {
///     public override int GetSlotCount(int features) => 2;
///
///     public override double Result(ReadOnlySpan&lt;double> slots) => slots[0] / slots[1];
///
///     protected override void Add(ReadOnlySpan&lt;float> prediction, ReadOnlySpan&lt;float> target, double weight, Span&lt;double> slots)
///     {
///         slots[0] += Math.Abs(prediction[0] - target[0]) &lt;= 0.1 ? weight : 0;
///         slots[1] += weight;
///     }
/// }
/// </code>
/// </example>
public abstract class StepMetric : Metric
{
    /// <inheritdoc/>
    public sealed override void Accumulate(TimeMajorSpan prediction, TimeMajorSpan target, ReadOnlySpan<float> weights, Span<double> slots)
    {
        int features = prediction.Features, targets = GetTargetShape(Shape.Vector(features)).Features;
        LossShapes.Check(prediction, target, targets, weights);
        for (int i = 0; i < prediction.Timesteps * prediction.Rows; i++)
        {
            float weight = weights.IsEmpty ? 1f : weights[i];
            if (weight != 0)
            {
                Add(prediction.Values.Slice(i * features, features), target.Values.Slice(i * targets, targets), weight, slots);
            }
        }
    }

    /// <summary>Adds a timestep of a row to the sums; is not called for one of weight 0, such as padding.</summary>
    /// <param name="prediction">Its predictions.</param>
    /// <param name="target">Its targets.</param>
    /// <param name="weight">Its weight, above 0: a factor of what is added.</param>
    /// <param name="slots">The sums, added to.</param>
    protected abstract void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight, Span<double> slots);

    /// <summary>A quotient; 0 where the divisor is 0, as in scikit-learn.</summary>
    private protected static double Ratio(double numerator, double denominator) => denominator == 0 ? 0 : numerator / denominator;
}
