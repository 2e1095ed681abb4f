using Unroll.Catalogue;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// The self-normalising exponential linear unit (Klambauer, Unterthiner, Mayr and Hochreiter 2017): f(x) = λ·x where x is positive, λ·α·(eˣ
/// − 1) elsewhere, with λ = 1.0507 and α = 1.6733.</summary>
public sealed class Selu : ActivationFunction
{
    internal static Entry<ActivationFunction> Entry { get; } = new(
        "selu", typeof(Selu), "The self-normalising exponential linear unit.", [], _ => ActivationFunction.Selu)
    {
        Formula = "f(x) = 1.0507·x where x > 0, 1.7581·(eˣ − 1) elsewhere",
    };

    private const float Alpha = 1.67326324f;
    private const float Scale = 1.05070098f;

    /// <inheritdoc/>
    public override OutputRange Range => OutputRange.Unbounded;

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
            TSimd.IfGreater(
                x,
                TSimd.Broadcast(0),
                TSimd.Multiply(TSimd.Broadcast(Scale), x),
                TSimd.Multiply(TSimd.Broadcast(Scale * Alpha), VectorMath.ExpMinusOne<TSimd, TVector>(x)));

        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            TSimd.IfGreater(y, TSimd.Broadcast(0), TSimd.Broadcast(Scale), TSimd.Add(y, TSimd.Broadcast(Scale * Alpha)));
    }
}
