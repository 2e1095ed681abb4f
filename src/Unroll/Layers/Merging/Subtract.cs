using System.Numerics.Tensors;

namespace Unroll.Layers;

/// <summary>
/// The difference of two or more inputs of the same shape: the first less all others.
/// </summary>
public sealed class Subtract : ElementwiseMerge
{
    internal static LayerEntry Entry { get; } = LayerSettings.Plain(
        "subtract", typeof(Subtract), "The difference of two inputs.", () => new Subtract(), formula: "y = x₁ − x₂");

    internal override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) => OutputRanges.Difference(inputs);

    /// <inheritdoc/>
    public override void Forward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        Span<float> difference = pass.Output().Values;
        TensorPrimitives.Subtract(pass.Input(0).Values, pass.Input(1).Values, difference);
        for (int i = 2; i < pass.InputCount; i++)
        {
            TensorPrimitives.Subtract(difference, pass.Input(i).Values, difference);
        }
    }

    /// <inheritdoc/>
    public override void Backward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        for (int i = 0; i < pass.InputCount; i++)
        {
            if (pass.InputGradient(i) is { IsEmpty: false } gradient)
            {
                TensorPrimitives.Multiply(pass.OutputGradient().Values, i == 0 ? 1f : -1f, gradient.Values);
            }
        }
    }
}
