using Unroll.Catalogue;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>The rectifier: f(x) = max(0, x). Its derivative at 0 is 0.</summary>
public sealed class Relu : ActivationFunction
{
    internal static Entry<ActivationFunction> Entry { get; } = new("relu", typeof(Relu), "The rectifier.", [], _ => ActivationFunction.Relu)
    {
        Formula = "f(x) = max(0, x)",
    };

    /// <inheritdoc/>
    public override OutputRange Range => OutputRange.NonNegative;

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
            TSimd.Max(TSimd.Broadcast(0), x);

        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            TSimd.IfGreater(y, TSimd.Broadcast(0), TSimd.Broadcast(1), TSimd.Broadcast(0));
    }
}
