using Unroll.Catalogue;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// The exponential linear unit: f(x) = x where x is positive, α·(eˣ − 1) elsewhere (Clevert, Unterthiner and Hochreiter 2016).
/// </summary>
public sealed class Elu : ActivationFunction
{
    private static readonly Setting<Elu, float> _alpha =
        new("alpha", Kind.Single(NumberRange.NonNegative), elu => elu.Alpha,
            "α: what the function falls to, negated.")
        { DefaultValue = 1 };

    internal static Entry<ActivationFunction> Entry { get; } = new(
        "elu", typeof(Elu), "The exponential linear unit.", [_alpha], values => new Elu(values.Get(_alpha)))
    {
        Formula = "f(x) = x where x > 0, α·(eˣ − 1) elsewhere",
        Shorthand = _alpha,
        Example = "elu: 0.5",
    };

    /// <summary>Creates the function.</summary>
    /// <param name="alpha">The negative of the lower limit: α, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is negative or not finite.</exception>
    public Elu(float alpha = 1)
    {
        Require.NonNegativeFinite(alpha, nameof(alpha));
        Alpha = alpha;
    }

    /// <summary>The negative of the lower limit, α.</summary>
    public float Alpha { get; }

    /// <inheritdoc/>
    public override OutputRange Range => OutputRange.Unbounded;

    /// <inheritdoc/>
    protected override void ForwardCore(ReadOnlySpan<float> input, Span<float> output, int rowLength) =>
        ElementwiseLoop.Forward(new Operator(Alpha), input, output);

    /// <inheritdoc/>
    protected override void BackwardCore(
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> output,
        ReadOnlySpan<float> outputGradient,
        Span<float> inputGradient,
        int rowLength) =>
        ElementwiseLoop.Backward(new Operator(Alpha), input, output, outputGradient, inputGradient);

    private readonly struct Operator(float alpha) : IActivationOperator
    {
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            TSimd.IfGreater(
                x,
                TSimd.Broadcast(0),
                x,
                TSimd.Multiply(TSimd.Broadcast(alpha), VectorMath.ExpMinusOne<TSimd, TVector>(x)));

        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            TSimd.IfGreater(y, TSimd.Broadcast(0), TSimd.Broadcast(1), TSimd.Add(y, TSimd.Broadcast(alpha)));
    }
}
