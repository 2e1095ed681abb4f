using System.Numerics.Tensors;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>The largest, element by element, of two or more inputs of the same shape; of equal ones the first has the gradient.</summary>
public sealed class Maximum : ElementwiseMerge
{
    internal static LayerEntry Entry { get; } = LayerSettings.Plain(
        "maximum", typeof(Maximum), "The largest of its inputs, element by element.", () => new Maximum(), formula: "y = max(x₁, x₂, …)");

    internal override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) => OutputRanges.Largest(inputs);

    /// <inheritdoc/>
    public override LayerWorkspace CreateWorkspace(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        Shape shape = pass.InputShape();
        return new Workspace(pass.Rows, shape.Timesteps, pass.IsTraining ? checked(pass.Rows * shape.Timesteps * shape.Features) : 0);
    }

    /// <inheritdoc/>
    public override void Forward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        Span<float> maximum = pass.Output().Values;
        TensorPrimitives.Max(pass.Input(0).Values, pass.Input(1).Values, maximum);
        for (int i = 2; i < pass.InputCount; i++)
        {
            TensorPrimitives.Max(maximum, pass.Input(i).Values, maximum);
        }
    }

    /// <inheritdoc/>
    public override void Backward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        for (int i = 0; i < pass.InputCount; i++)
        {
            // An input whose gradient nobody needs takes its share all the same.
            Span<float> gradient = pass.InputGradient(i) is { IsEmpty: false } own ? own.Values : ((Workspace)pass.Workspace).Unneeded.Span;
            gradient.Clear();
            MaximumGradient.Take(pass.Input(i).Values, pass.Output().Values, pass.OutputGradient().Values, gradient);
        }
    }

    private sealed class Workspace(int rows, int timesteps, int length) : LayerWorkspace(rows, timesteps)
    {
        public AlignedBuffer Unneeded { get; } = new(length);
    }
}
