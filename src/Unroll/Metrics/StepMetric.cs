using Unroll.Data;
using Unroll.Losses;

namespace Unroll.Metrics;

/// <summary>A metric over all features of a timestep together.</summary>
public abstract class StepMetric : Metric
{
    private protected StepMetric()
    {
    }

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

    /// <summary>Adds a timestep.</summary>
    private protected abstract void Add(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, double weight, Span<double> slots);

    /// <summary>A quotient; 0 where the divisor is 0, as in scikit-learn.</summary>
    private protected static double Ratio(double numerator, double denominator) => denominator == 0 ? 0 : numerator / denominator;
}
