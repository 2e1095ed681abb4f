using Unroll.Catalogue;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>The rectifier with a slope on both sides: f(x) = x where x is positive, slope·x elsewhere (Maas, Hannun and Ng 2013).</summary>
public sealed class LeakyRelu : ActivationFunction
{
    private static readonly Setting<LeakyRelu, float> _slope =
        new("slope", Kind.Single(NumberRange.NonNegative), relu => relu.Slope,
            "Slope on the negative side.")
        { DefaultValue = DefaultSlope };

    internal static Entry<ActivationFunction> Entry { get; } = new(
        "leaky-relu", typeof(LeakyRelu), "The rectifier with a slope on both sides.", [_slope], values => new LeakyRelu(values.Get(_slope)))
    {
        Formula = "f(x) = x where x > 0, slope·x elsewhere",
        Shorthand = _slope,
        Example = "leaky-relu: 0.1",
    };

    /// <summary>The slope unless another is given, that of Keras (PyTorch: 0.01).</summary>
    public const float DefaultSlope = 0.3f;

    /// <summary>Creates the function.</summary>
    /// <param name="slope">Slope on the negative side, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="slope"/> is negative or not finite.</exception>
    public LeakyRelu(float slope = DefaultSlope)
    {
        Require.NonNegativeFinite(slope, nameof(slope));
        Slope = slope;
    }

    /// <summary>Slope on the negative side.</summary>
    public float Slope { get; }

    /// <inheritdoc/>
    public override OutputRange Range => OutputRange.Unbounded;

    /// <inheritdoc/>
    protected override void ForwardCore(ReadOnlySpan<float> input, Span<float> output, int rowLength) =>
        ElementwiseLoop.Forward(new Operator(Slope), input, output);

    /// <inheritdoc/>
    protected override void BackwardCore(
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> output,
        ReadOnlySpan<float> outputGradient,
        Span<float> inputGradient,
        int rowLength) =>
        ElementwiseLoop.Backward(new Operator(Slope), input, output, outputGradient, inputGradient);

    private readonly struct Operator(float slope) : IActivationOperator
    {
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            TSimd.IfGreater(x, TSimd.Broadcast(0), x, TSimd.Multiply(TSimd.Broadcast(slope), x));

        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            TSimd.IfGreater(y, TSimd.Broadcast(0), TSimd.Broadcast(1), TSimd.Broadcast(slope));
    }
}
