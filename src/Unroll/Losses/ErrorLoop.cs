using System.Runtime.Intrinsics;
using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Losses;

/// <summary>The loop that all element-wise losses share.</summary>
internal static class ErrorLoop
{
    /// <summary>See <see cref="Loss.Accumulate"/>.</summary>
    public static double Accumulate<TTerm>(TTerm term, TimeMajorSpan prediction, TimeMajorSpan target, TimeMajorSpan gradient, float scale)
        where TTerm : struct, IErrorTerm
    {
        CheckShape(prediction, target, nameof(target));
        if (!gradient.IsEmpty)
        {
            CheckShape(prediction, gradient, nameof(gradient));
        }

        ReadOnlySpan<float> predictions = prediction.Values;
        ReadOnlySpan<float> targets = target.Values;
        Span<float> gradients = gradient.Values;
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

    private static void CheckShape(TimeMajorSpan expected, TimeMajorSpan actual, string name)
    {
        if (actual.Timesteps != expected.Timesteps || actual.Rows != expected.Rows || actual.Features != expected.Features)
        {
            throw new ArgumentException(
                $"The {name} is [timesteps {actual.Timesteps}, rows {actual.Rows}, features {actual.Features}], but the prediction is "
                + $"[timesteps {expected.Timesteps}, rows {expected.Rows}, features {expected.Features}]; both must have the same shape.",
                name);
        }
    }
}
