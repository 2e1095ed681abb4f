using Unroll.Catalogue;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>A piecewise linear sigmoid: f(x) = min(max(x + 3, 0), 6) / 6, as in Keras 3 and PyTorch. (Keras 2 and TensorFlow.js have
/// min(max(0.2·x + 0.5, 0), 1) under this name.)</summary>
public sealed class HardSigmoid : ActivationFunction
{
    internal static Entry<ActivationFunction> Entry { get; } = new(
        "hard-sigmoid", typeof(HardSigmoid), "The logistic function in three straight pieces.", [], _ => ActivationFunction.HardSigmoid)
    {
        Formula = "f(x) = min(max(x + 3, 0), 6)/6",
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
            TSimd.Min(
                TSimd.Broadcast(1),
                TSimd.Max(TSimd.Broadcast(0), TSimd.MultiplyAdd(x, TSimd.Broadcast(1f / 6), TSimd.Broadcast(0.5f))));

        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            TVector zero = TSimd.Broadcast(0);
            TVector belowOne = TSimd.IfGreater(TSimd.Broadcast(1), y, TSimd.Broadcast(1f / 6), zero);
            return TSimd.IfGreater(y, zero, belowOne, zero);
        }
    }
}
