using System.Numerics.Tensors;

namespace Unroll.Layers;

/// <summary>The mean of two or more inputs of the same shape.</summary>
public sealed class Average : ElementwiseMerge
{
    internal static LayerEntry Entry { get; } = LayerSettings.Plain(
        "average", typeof(Average), "The mean of its inputs.", () => new Average(), formula: "y = (x₁ + x₂ + …)/n");

    internal override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) => OutputRanges.Common(inputs);

    /// <inheritdoc/>
    public override void Forward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        Span<float> mean = pass.Output().Values;
        TensorPrimitives.Add(pass.Input(0).Values, pass.Input(1).Values, mean);
        for (int i = 2; i < pass.InputCount; i++)
        {
            TensorPrimitives.Add(mean, pass.Input(i).Values, mean);
        }

        TensorPrimitives.Multiply(mean, 1f / pass.InputCount, mean);
    }

    /// <inheritdoc/>
    public override void Backward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        for (int i = 0; i < pass.InputCount; i++)
        {
            if (pass.InputGradient(i) is { IsEmpty: false } gradient)
            {
                TensorPrimitives.Multiply(pass.OutputGradient().Values, 1f / pass.InputCount, gradient.Values);
            }
        }
    }
}
