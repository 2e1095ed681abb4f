using System.Numerics.Tensors;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>The affine part of every normalisation: y = γ·x̂ + β, feature by feature, either of which may be left out.</summary>
/// <param name="gamma">γ, one number a feature, or null.</param>
/// <param name="beta">β, one number a feature, or null.</param>
internal sealed class ScaleAndShift(Parameter? gamma, Parameter? beta)
{
    /// <summary>Computes the output; it may be the same memory as the normalised values.</summary>
    public void Forward(ReadOnlySpan<float> normalized, Span<float> output, int features)
    {
        for (int start = 0; start < output.Length; start += features)
        {
            ReadOnlySpan<float> from = normalized.Slice(start, features);
            Span<float> to = output.Slice(start, features);
            switch (gamma, beta)
            {
                case ({ } scale, { } shift):
                    TensorPrimitives.MultiplyAdd(from, scale.Values, shift.Values, to);
                    break;
                case ({ } scale, null):
                    TensorPrimitives.Multiply(from, scale.Values, to);
                    break;
                case (null, { } shift):
                    TensorPrimitives.Add(from, shift.Values, to);
                    break;
                default:
                    from.CopyTo(to);
                    break;
            }
        }
    }

    /// <summary>Adds the gradients of γ and β, and turns the output's gradient into that of the normalised values.</summary>
    public void Backward(ReadOnlySpan<float> normalized, Span<float> gradient, int features, PassContext context)
    {
        if (beta is not null)
        {
            Columns.AddSums(gradient, features, context.Gradient(beta));
        }

        if (gamma is null)
        {
            return;
        }

        Span<float> sum = context.Gradient(gamma);
        for (int start = 0; start < gradient.Length; start += features)
        {
            Span<float> row = gradient.Slice(start, features);
            TensorPrimitives.MultiplyAdd(row, normalized.Slice(start, features), sum, sum);
            TensorPrimitives.Multiply(row, gamma.Values, row);
        }
    }
}
