using Unroll.Catalogue;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>The logistic function, f(x) = 1 / (1 + e⁻ˣ), between 0 and 1.</summary>
public sealed class Sigmoid : ActivationFunction
{
    internal static Entry<ActivationFunction> Entry { get; } = new(
        "sigmoid", typeof(Sigmoid), "The logistic function.", [], _ => ActivationFunction.Sigmoid)
    {
        Formula = "f(x) = 1/(1 + e⁻ˣ)",
    };

    /// <inheritdoc/>
    public override OutputRange Range => OutputRange.ZeroToOne;

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

    private readonly struct Operator : IActivationOperator
    {
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            VectorMath.Sigmoid<TSimd, TVector>(x);

        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            TSimd.Multiply(y, TSimd.Subtract(TSimd.Broadcast(1), y));
    }
}
