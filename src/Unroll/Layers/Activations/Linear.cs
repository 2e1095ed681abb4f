namespace Unroll.Layers;

/// <summary>No activation: f(x) = x.</summary>
public sealed class Linear : ActivationFunction
{
    /// <inheritdoc/>
    public override string Name => "linear";

    private protected override void ForwardCore(ReadOnlySpan<float> input, Span<float> output, int rowLength) => input.CopyTo(output);

    private protected override void BackwardCore(
        ReadOnlySpan<float> input,
        ReadOnlySpan<float> output,
        ReadOnlySpan<float> outputGradient,
        Span<float> inputGradient,
        int rowLength) =>
        outputGradient.CopyTo(inputGradient);
}
