using Unroll.Catalogue;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>A smooth rectifier: f(x) = log(1 + eˣ), computed as max(x, 0) + log(1 + e^−|x|), which never overflows.</summary>
public sealed class Softplus : ActivationFunction
{
    internal static Entry<ActivationFunction> Entry { get; } = new(
        "softplus", typeof(Softplus), "A smooth rectifier.", [], _ => ActivationFunction.Softplus)
    {
        Formula = "f(x) = log(1 + eˣ)",
    };

    /// <inheritdoc/>
    public override OutputRange Range => OutputRange.NonNegative;

    /// <inheritdoc/>
    public override bool NeedsInput => true;

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
            where TVector : struct
        {
            TVector magnitude = TSimd.Max(x, TSimd.Subtract(TSimd.Broadcast(0), x));
            TVector u = VectorMath.Exp<TSimd, TVector>(TSimd.Subtract(TSimd.Broadcast(0), magnitude));

            // log(1 + u) = 2·artanh(s) with s = u / (2 + u) ≤ 1/3, by its series; what is left out is below 2e-8 of it.
            TVector s = TSimd.Divide(u, TSimd.Add(TSimd.Broadcast(2), u));
            TVector square = TSimd.Multiply(s, s);
            TVector series = TSimd.Broadcast(2f / 13);
            series = TSimd.MultiplyAdd(series, square, TSimd.Broadcast(2f / 11));
            series = TSimd.MultiplyAdd(series, square, TSimd.Broadcast(2f / 9));
            series = TSimd.MultiplyAdd(series, square, TSimd.Broadcast(2f / 7));
            series = TSimd.MultiplyAdd(series, square, TSimd.Broadcast(2f / 5));
            series = TSimd.MultiplyAdd(series, square, TSimd.Broadcast(2f / 3));
            series = TSimd.MultiplyAdd(series, square, TSimd.Broadcast(2));
            return TSimd.MultiplyAdd(series, s, TSimd.Max(TSimd.Broadcast(0), x));
        }

        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            VectorMath.Sigmoid<TSimd, TVector>(x);
    }
}
