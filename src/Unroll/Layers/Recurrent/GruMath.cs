using System.Numerics.Tensors;

namespace Unroll.Layers;

/// <summary>The last line of a GRU, h = z·h₋₁ + (1 − z)·g, and its derivative, for one row.</summary>
internal static class GruMath
{
    public static void Blend(ReadOnlySpan<float> z, ReadOnlySpan<float> previousHidden, ReadOnlySpan<float> g, Span<float> hidden)
    {
        TensorPrimitives.Subtract(previousHidden, g, hidden);
        TensorPrimitives.MultiplyAdd(hidden, z, g, hidden);
    }

    /// <summary>Gradients of z and g (written) and of h₋₁ (added to).</summary>
    public static void BlendBackward(
        ReadOnlySpan<float> z,
        ReadOnlySpan<float> previousHidden,
        ReadOnlySpan<float> g,
        ReadOnlySpan<float> dh,
        Span<float> dz,
        Span<float> previousGradient,
        Span<float> dg)
    {
        TensorPrimitives.Subtract(previousHidden, g, dz);
        TensorPrimitives.Multiply(dz, dh, dz);
        TensorPrimitives.Multiply(dh, z, dg);
        TensorPrimitives.Add(previousGradient, dg, previousGradient);
        TensorPrimitives.Subtract(dh, dg, dg);
    }
}
