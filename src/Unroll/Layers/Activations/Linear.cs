using Unroll.Catalogue;

namespace Unroll.Layers;

/// <summary>No activation: f(x) = x.</summary>
public sealed class Linear : ActivationFunction
{
    internal static Entry<ActivationFunction> Entry { get; } = new(
        "linear", typeof(Linear), "No activation.", [], _ => ActivationFunction.Linear)
    {
        Formula = "f(x) = x",
    };

    /// <inheritdoc/>
    public override OutputRange Range => OutputRange.Unbounded;

    /// <inheritdoc/>
    protected override void ForwardCore(ReadOnlySpan<float> input, Span<float> output, int rowLength) => input.CopyTo(output);

    /// <inheritdoc/>
    protected override void BackwardCore(
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> output,
        ReadOnlySpan<float> outputGradient,
        Span<float> inputGradient,
        int rowLength) =>
        outputGradient.CopyTo(inputGradient);
}
