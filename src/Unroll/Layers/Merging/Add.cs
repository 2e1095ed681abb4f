using System.Numerics.Tensors;

namespace Unroll.Layers;

/// <summary>
/// The sum of two or more inputs of the same shape, for example of a block's output and its input (a residual connection).
/// </summary>
public sealed class Add : ElementwiseMerge
{
    internal static LayerEntry Entry { get; } = LayerSettings.Plain(
        "add", typeof(Add), "The sum of its inputs.", () => new Add(), formula: "y = x₁ + x₂ + …");

    internal override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) => OutputRanges.Sum(inputs);

    /// <inheritdoc/>
    public override void Forward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        Span<float> sum = pass.Output().Values;
        TensorPrimitives.Add(pass.Input(0).Values, pass.Input(1).Values, sum);
        for (int i = 2; i < pass.InputCount; i++)
        {
            TensorPrimitives.Add(sum, pass.Input(i).Values, sum);
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
                pass.OutputGradient().Values.CopyTo(gradient.Values);
            }
        }
    }
}
