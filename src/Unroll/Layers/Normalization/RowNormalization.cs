using System.Numerics.Tensors;

namespace Unroll.Layers;

/// <summary>The normalisation of a row to mean 0 and variance 1 (Ba, Kiros and Hinton 2016).</summary>
internal static class RowNormalization
{
    /// <summary>x̂ = (x − mean)/√(variance + ε).</summary>
    /// <param name="x">The row.</param>
    /// <param name="normalized">Receives x̂; may be <paramref name="x"/>.</param>
    /// <param name="epsilon">ε.</param>
    /// <returns>1/√(variance + ε).</returns>
    public static float Normalize(ReadOnlySpan<float> x, Span<float> normalized, float epsilon)
    {
        TensorPrimitives.Subtract(x, TensorPrimitives.Sum(x) / x.Length, normalized);
        float inverse = 1 / MathF.Sqrt((TensorPrimitives.SumOfSquares<float>(normalized) / x.Length) + epsilon);
        TensorPrimitives.Multiply(normalized, inverse, normalized);
        return inverse;
    }
}
