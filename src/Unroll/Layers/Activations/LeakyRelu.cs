using Unroll.Catalogue;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// The rectifier with a slope below 0: f(x) = x where x is positive, negativeSlope·x elsewhere (Maas, Hannun and Ng 2013).
/// </summary>
public sealed class LeakyRelu : ActivationFunction
{
    private static readonly Setting<LeakyRelu, float> _slope =
        new("negative-slope", Kind.Single(NumberRange.NonNegative), relu => relu.NegativeSlope,
            "Slope on the negative side.")
        { DefaultValue = DefaultNegativeSlope };

    internal static Entry<ActivationFunction> Entry { get; } = new(
        "leaky-relu", typeof(LeakyRelu), "The rectifier with a slope below 0.", [_slope], values => new LeakyRelu(values.Get(_slope)))
    {
        Formula = "f(x) = x where x > 0, negative-slope·x elsewhere",
        Shorthand = _slope,
        Example = "leaky-relu: 0.1",
    };

    /// <summary>The negative slope unless another is given, that of Keras (PyTorch: 0.01).</summary>
    public const float DefaultNegativeSlope = 0.3f;

    /// <summary>Creates the function.</summary>
    /// <param name="negativeSlope">Slope on the negative side, finite and at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="negativeSlope"/> is negative or not finite.</exception>
    public LeakyRelu(float negativeSlope = DefaultNegativeSlope)
    {
        Require.NonNegativeFinite(negativeSlope, nameof(negativeSlope));
        NegativeSlope = negativeSlope;
    }

    /// <summary>Slope on the negative side.</summary>
    public float NegativeSlope { get; }

    /// <inheritdoc/>
    public override OutputRange Range => OutputRange.Unbounded;

    /// <inheritdoc/>
    protected override void ForwardCore(ReadOnlySpan<float> input, Span<float> output, int rowLength) =>
        ElementwiseLoop.Forward(new Operator(NegativeSlope), input, output);

    /// <inheritdoc/>
    protected override void BackwardCore(
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> output,
        ReadOnlySpan<float> outputGradient,
        Span<float> inputGradient,
        int rowLength) =>
        ElementwiseLoop.Backward(new Operator(NegativeSlope), input, output, outputGradient, inputGradient);

    private readonly struct Operator(float negativeSlope) : IActivationOperator
    {
        public TVector Invoke<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            TSimd.IfGreater(x, TSimd.Broadcast(0), x, TSimd.Multiply(TSimd.Broadcast(negativeSlope), x));

        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : struct =>
            TSimd.IfGreater(y, TSimd.Broadcast(0), TSimd.Broadcast(1), TSimd.Broadcast(negativeSlope));
    }
}
