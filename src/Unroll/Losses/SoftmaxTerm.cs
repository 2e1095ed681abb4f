using System.Numerics.Tensors;

namespace Unroll.Losses;

/// <summary>Softmax of a timestep's logits, as the cross-entropies need it.</summary>
internal static class SoftmaxTerm
{
    /// <summary>Writes softmax(logits).</summary>
    /// <returns>log Σ exp(logits), from which −log pᵢ is this − logitᵢ.</returns>
    public static double Softmax(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        float highest = TensorPrimitives.Max(logits);
        TensorPrimitives.Subtract(logits, highest, probabilities);
        TensorPrimitives.Exp(probabilities, probabilities);
        float sum = TensorPrimitives.Sum<float>(probabilities);
        TensorPrimitives.Multiply(probabilities, 1f / sum, probabilities);
        return highest + Math.Log(sum);
    }
}
