using Unroll.Catalogue;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>The hyperbolic tangent, f(x) = (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ), within ±1.</summary>
public sealed class Tanh : ActivationFunction
{
    internal static Entry<ActivationFunction> Entry { get; } = new(
        "tanh", typeof(Tanh), "The hyperbolic tangent.", [], _ => ActivationFunction.Tanh)
    {
        Formula = "f(x) = tanh(x)",
    };

    /// <inheritdoc/>
    public override OutputRange Range => OutputRange.MinusOneToOne;

    /// <inheritdoc/>
    protected override void ForwardCore(ReadOnlySpan<float> input, Span<float> output, int rowLength) =>
        ElementwiseLoop.Forward(default(Operator), input, output);

    /// <inheritdoc/>
    protected override void BackwardCore(
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> output,
        ReadOnlySpan<float> outputGradient,
        Span<float> inputGradient,
        int rowLength) =>
        ElementwiseLoop.Backward(default(Operator), input, output, outputGradient, inputGradient);

    internal readonly struct Operator : IActivationOperator
    {
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            VectorMath.Tanh<TSimd, TVector>(x);

        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            TSimd.Subtract(TSimd.Broadcast(1), TSimd.Multiply(y, y));
    }
}
