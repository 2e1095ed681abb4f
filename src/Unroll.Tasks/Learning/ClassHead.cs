using System.Numerics.Tensors;

namespace Unroll.Tasks.Learning;

/// <summary>The outputs of a network that predicts classes, as probabilities.</summary>
internal static class ClassHead
{
    /// <summary>The probability of each class.</summary>
    /// <param name="outputs">The outputs: one for each class, or that of the second of two.</param>
    /// <param name="probabilities">As many numbers as there are classes.</param>
    /// <param name="areLogits">Whether outputs are logits.</param>
    public static void Read(ReadOnlySpan<float> outputs, Span<double> probabilities, bool areLogits)
    {
        TensorPrimitives.ConvertTruncating(outputs, probabilities[^outputs.Length..]);
        if (outputs.Length == 1)
        {
            double yes = areLogits ? 1 / (1 + Math.Exp(-probabilities[1])) : probabilities[1];
            (probabilities[0], probabilities[1]) = (1 - yes, yes);
        }
        else if (areLogits)
        {
            TensorPrimitives.Subtract(probabilities, TensorPrimitives.Max<double>(probabilities), probabilities);
            TensorPrimitives.SoftMax<double>(probabilities, probabilities);
        }
    }
}
