using Unroll.Data;

namespace Unroll.Losses;

/// <summary>
/// A loss over all features of a timestep together: weights, and with them masks, are handled here, so that a loss of one's own says only
/// what a timestep adds, and its derivatives. <see cref="Loss.FromFunction(string, LossFunction)"/> makes one of a function.
/// </summary>
/// <example>
/// <code>
/// sealed class Cosine : StepLoss
/// {
///     public override int TermsPerStep(int features) => 1;
///
///     protected override double Term(
///         ReadOnlySpan&lt;float> prediction, ReadOnlySpan&lt;float> target, Span&lt;float> gradient, float scale)
///     {
///         …                      // writes scale · ∂term/∂prediction into gradient, and returns the term
///     }
/// }
/// </code>
/// </example>
public abstract class StepLoss : Loss
{
    private const int MostOnStack = 1024;

    /// <inheritdoc/>
    public sealed override double Accumulate(
        TimeMajorSpan prediction, TimeMajorSpan target, ReadOnlySpan<float> weights, TimeMajorSpan gradient, float scale)
    {
        int features = prediction.Features;
        int targets = GetTargetShape(Shape.Vector(features)).Features;
        LossShapes.Check(prediction, target, targets, weights, gradient);
        Span<float> scratch = !gradient.IsEmpty ? default : features <= MostOnStack ? stackalloc float[features] : new float[features];
        double sum = 0;
        for (int i = 0; i < prediction.Timesteps * prediction.Rows; i++)
        {
            float weight = weights.IsEmpty ? 1f : weights[i];
            Span<float> slope = gradient.IsEmpty ? scratch : gradient.Values.Slice(i * features, features);
            if (weight == 0)
            {
                // Not a product: what is padded may be anything.
                slope.Clear();
                continue;
            }

            sum += weight
                * Term(prediction.Values.Slice(i * features, features), target.Values.Slice(i * targets, targets), slope, scale * weight);
        }

        return sum;
    }

    /// <summary>The sum of a timestep's terms.</summary>
    /// <param name="prediction">Its predictions.</param>
    /// <param name="target">Its targets.</param>
    /// <param name="gradient">Receives <c>scale</c> times the derivatives by the predictions, all of them.</param>
    /// <param name="scale">Factor of the gradient.</param>
    protected abstract double Term(ReadOnlySpan<float> prediction, ReadOnlySpan<float> target, Span<float> gradient, float scale);
}
