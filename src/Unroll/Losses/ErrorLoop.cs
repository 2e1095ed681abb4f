using System.Runtime.Intrinsics;
using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Losses;

/// <summary>The loop that all element-wise losses share.</summary>
internal static class ErrorLoop
{
    /// <summary>See <see cref="Loss.Accumulate"/>.</summary>
    public static double Accumulate<TTerm>(
        TTerm term, TimeMajorSpan prediction, TimeMajorSpan target, ReadOnlySpan<float> weights, TimeMajorSpan gradient, float scale)
        where TTerm : struct, IErrorTerm
    {
        LossShapes.Check(prediction, target, weights, gradient);
        if (weights.IsEmpty)
        {
            return Accumulate(term, prediction.Values, target.Values, gradient.Values, scale);
        }

        int features = prediction.Features;
        double sum = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            Range at = (i * features)..((i + 1) * features);
            Span<float> gradients = gradient.IsEmpty ? default : gradient.Values[at];
            if (weights[i] == 0)
            {
                // Not a product: what is padded may be anything.
                gradients.Clear();
                continue;
            }

            sum += weights[i] * Accumulate(term, prediction.Values[at], target.Values[at], gradients, scale * weights[i]);
        }

        return sum;
    }

    private static double Accumulate<TTerm>(
        TTerm term, ReadOnlySpan<float> predictions, ReadOnlySpan<float> targets, Span<float> gradients, float scale)
        where TTerm : struct, IErrorTerm
    {
        Vector256<float> scales = Vector256.Create(scale);
        Vector256<double> low = Vector256<double>.Zero;
        Vector256<double> high = Vector256<double>.Zero;
        int i = 0;
        for (; i <= predictions.Length - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256<float> error = Vector256.Create(predictions[i..]) - Vector256.Create(targets[i..]);
            (Vector256<double> first, Vector256<double> second) = Vector256.Widen(error);
            low += term.Term(first);
            high += term.Term(second);
            if (!gradients.IsEmpty)
            {
                (term.Derivative(error) * scales).CopyTo(gradients[i..]);
            }
        }

        if (i < predictions.Length)
        {
            // Padded with zeros on both sides: errors of 0, whose terms are 0.
            Vector256<float> error = FixedOrder.LoadPartial(predictions[i..]) - FixedOrder.LoadPartial(targets[i..]);
            (Vector256<double> first, Vector256<double> second) = Vector256.Widen(error);
            low += term.Term(first);
            high += term.Term(second);
            if (!gradients.IsEmpty)
            {
                FixedOrder.StorePartial(term.Derivative(error) * scales, gradients[i..]);
            }
        }

        return FixedOrder.Sum(low, high);
    }
}
