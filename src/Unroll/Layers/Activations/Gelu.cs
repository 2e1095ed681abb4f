using Unroll.Catalogue;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// The Gaussian error linear unit (Hendrycks and Gimpel 2016): f(x) = x·Φ(x), with Φ the standard normal distribution function. As in
/// Keras and PyTorch, exact by default; or approximated by x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))).
/// </summary>
public sealed class Gelu : ActivationFunction
{
    private static readonly Setting<Gelu, bool> _approximate =
        new("approximate", Kind.Flag, gelu => gelu.Approximate, "Whether the approximation by tanh is computed.");

    internal static Entry<ActivationFunction> Entry { get; } = new(
        "gelu", typeof(Gelu), "The Gaussian error linear unit.", [_approximate], values => new Gelu(values.Get(_approximate)))
    {
        Formula = "f(x) = x·Φ(x)",
        Shorthand = _approximate,
        Example = "gelu: {approximate: true}",
    };

    /// <summary>Creates the function.</summary>
    /// <param name="approximate">Whether the approximation by tanh is computed.</param>
    public Gelu(bool approximate = false) => Approximate = approximate;

    /// <summary>Whether the approximation by tanh is computed.</summary>
    public bool Approximate { get; }

    /// <inheritdoc/>
    public override OutputRange Range => OutputRange.Unbounded;

    /// <inheritdoc/>
    public override bool NeedsInput => true;

    /// <inheritdoc/>
    protected override void ForwardCore(ReadOnlySpan<float> input, Span<float> output, int rowLength)
    {
        if (Approximate)
        {
            ElementwiseLoop.Forward(default(ApproximateOperator), input, output);
        }
        else
        {
            ElementwiseLoop.Forward(default(ExactOperator), input, output);
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
        if (Approximate)
        {
            ElementwiseLoop.Backward(default(ApproximateOperator), input, output, outputGradient, inputGradient);
        }
        else
        {
            ElementwiseLoop.Backward(default(ExactOperator), input, output, outputGradient, inputGradient);
        }
    }

    private readonly struct ExactOperator : IActivationOperator
    {
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            TSimd.Multiply(x, Distribution<TSimd, TVector>(x, out _));

        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            // Φ(x) + x·φ(x), with φ the density.
            TVector distribution = Distribution<TSimd, TVector>(x, out TVector exponential);
            return TSimd.MultiplyAdd(TSimd.Multiply(x, TSimd.Broadcast(0.398942280f)), exponential, distribution);
        }

        /// <summary>
        /// Φ(x), by erfc(z) ≈ (a₁t + … + a₅t⁵)·exp(−z²) with t = 1/(1 + p·z) for z ≥ 0 (Abramowitz and Stegun 7.1.26; absolute error of Φ
        /// below 1e-7), and by symmetry.
        /// </summary>
        private static TVector Distribution<TSimd, TVector>(TVector x, out TVector exponential)
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            TVector zero = TSimd.Broadcast(0);
            TVector ones = TSimd.Broadcast(1);
            TVector z = TSimd.Multiply(TSimd.Max(x, TSimd.Subtract(zero, x)), TSimd.Broadcast(0.707106781f));
            exponential = VectorMath.Exp<TSimd, TVector>(TSimd.Multiply(TSimd.Multiply(TSimd.Broadcast(-0.5f), x), x));
            TVector t = TSimd.Divide(ones, TSimd.MultiplyAdd(TSimd.Broadcast(0.3275911f), z, ones));
            TVector polynomial = TSimd.Broadcast(1.061405429f);
            polynomial = TSimd.MultiplyAdd(polynomial, t, TSimd.Broadcast(-1.453152027f));
            polynomial = TSimd.MultiplyAdd(polynomial, t, TSimd.Broadcast(1.421413741f));
            polynomial = TSimd.MultiplyAdd(polynomial, t, TSimd.Broadcast(-0.284496736f));
            polynomial = TSimd.MultiplyAdd(polynomial, t, TSimd.Broadcast(0.254829592f));
            TVector tail = TSimd.Multiply(TSimd.Multiply(TSimd.Multiply(TSimd.Broadcast(0.5f), polynomial), t), exponential);
            return TSimd.IfGreater(x, zero, TSimd.Subtract(ones, tail), tail);
        }
    }

    private readonly struct ApproximateOperator : IActivationOperator
    {
        private const float RootOfEightOverPi = 1.59576912f;
        private const float Cubic = 0.044715f;

        // (1 + tanh u)/2 is sigmoid(2u).
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            TSimd.Multiply(x, Share<TSimd, TVector>(x));

        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            TVector ones = TSimd.Broadcast(1);
            TVector share = Share<TSimd, TVector>(x);
            TVector square = TSimd.Multiply(x, x);
            TVector inner = TSimd.Multiply(TSimd.Broadcast(RootOfEightOverPi), TSimd.MultiplyAdd(TSimd.Broadcast(3 * Cubic), square, ones));
            TVector slope = TSimd.Multiply(TSimd.Multiply(share, TSimd.Subtract(ones, share)), inner);
            return TSimd.MultiplyAdd(x, slope, share);
        }

        private static TVector Share<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : struct
        {
            TVector square = TSimd.Multiply(x, x);
            TVector factor = TSimd.MultiplyAdd(TSimd.Broadcast(Cubic), square, TSimd.Broadcast(1));
            return VectorMath.Sigmoid<TSimd, TVector>(TSimd.Multiply(TSimd.Multiply(TSimd.Broadcast(RootOfEightOverPi), x), factor));
        }
    }
}
