using System.Numerics.Tensors;

namespace Unroll.Tasks.Generation;

/// <summary>The probabilities of tokens by a network's logits, whatever their size.</summary>
internal static class TokenProbabilities
{
    /// <summary>The refusal of networks whose outputs are not finite.</summary>
    public static InputException Refusal => new(
        "The network gives no finite probabilities: the training diverged. Train again with a lower train.learning-rate or "
        + "with train.clip-norm: 1.");

    /// <summary>Writes softmax(logits).</summary>
    /// <param name="logits">The logits.</param>
    /// <param name="probabilities">Receives as many probabilities; NaN where a logit is not finite.</param>
    public static void OfLogits(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        // The exponential of logits above 88 is infinite, and .NET's softmax takes them as they are.
        TensorPrimitives.Subtract(logits, TensorPrimitives.Max(logits), probabilities);
        TensorPrimitives.SoftMax(probabilities, probabilities);
    }
}
