using System.Numerics.Tensors;
using Unroll.Catalogue;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// Softmax, probabilities over each row: f(x)ᵢ = exp(xᵢ) / Σⱼ exp(xⱼ), computed after subtracting the row's maximum, which never overflows.
/// </summary>
/// <remarks>
/// A probability that lies d below the greatest, xᵢ = max − d, has a relative error of at most (4 + d/2)·2⁻²³; past d = 87.3 it is 0.
/// Negative infinity gets 0. A row with a NaN or positive infinity, or with negative infinities alone, is all NaN.
/// </remarks>
public sealed class Softmax : ActivationFunction
{
    internal static Entry<ActivationFunction> Entry { get; } = new(
        "softmax", typeof(Softmax), "Probabilities of the features of each row.", [], _ => ActivationFunction.Softmax)
    {
        Formula = "f(xᵢ) = exp(xᵢ)/Σ exp(xⱼ)",
    };

    /// <inheritdoc/>
    public override OutputRange Range => OutputRange.Distribution;

    /// <inheritdoc/>
    protected override void ForwardCore(ReadOnlySpan<float> input, Span<float> output, int rowLength)
    {
        for (int start = 0; start < output.Length; start += rowLength)
        {
            ReadOnlySpan<float> x = input.Slice(start, rowLength);
            Span<float> y = output.Slice(start, rowLength);
            ElementwiseLoop.Forward(new ShiftedExponential(TensorPrimitives.Max(x)), x, y);
            TensorPrimitives.Divide(y, TensorPrimitives.Sum<float>(y), y);
        }
    }

    /// <inheritdoc/>
    protected override void BackwardCore(
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> output,
        ReadOnlySpan<float> outputGradient,
        Span<float> inputGradient,
        int rowLength)
    {
        for (int start = 0; start < output.Length; start += rowLength)
        {
            // dxᵢ = yᵢ·(dyᵢ − Σⱼ dyⱼ·yⱼ)
            ReadOnlySpan<float> y = output.Slice(start, rowLength);
            ReadOnlySpan<float> dy = outputGradient.Slice(start, rowLength);
            Span<float> dx = inputGradient.Slice(start, rowLength);
            float mean = TensorPrimitives.Dot(y, dy);
            for (int i = 0; i < rowLength; i++)
            {
                dx[i] = y[i] * (dy[i] - mean);
            }
        }
    }

    private readonly struct ShiftedExponential(float shift) : IActivationOperator
    {
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            VectorMath.Exp<TSimd, TVector>(TSimd.Subtract(x, TSimd.Broadcast(shift)));

        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            y;
    }
}
