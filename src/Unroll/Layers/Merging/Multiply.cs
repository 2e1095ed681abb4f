using System.Numerics.Tensors;

namespace Unroll.Layers;

/// <summary>The product, element by element, of two or more inputs of the same shape, for example of values and their gate.</summary>
public sealed class Multiply : ElementwiseMerge
{
    internal static LayerEntry Entry { get; } = LayerSettings.Plain(
        "multiply", typeof(Multiply), "The product of its inputs.", () => new Multiply(), formula: "y = x₁·x₂·…");

    internal override OutputRange GetOutputRange(int output, IReadOnlyList<OutputRange> inputs) => OutputRanges.Product(inputs);

    /// <inheritdoc/>
    public override void Forward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        Span<float> product = pass.Output().Values;
        TensorPrimitives.Multiply(pass.Input(0).Values, pass.Input(1).Values, product);
        for (int i = 2; i < pass.InputCount; i++)
        {
            TensorPrimitives.Multiply(product, pass.Input(i).Values, product);
        }
    }

    /// <inheritdoc/>
    public override void Backward(LayerPass pass)
    {
        ArgumentNullException.ThrowIfNull(pass);
        for (int i = 0; i < pass.InputCount; i++)
        {
            Span<float> gradient = pass.InputGradient(i).Values;
            if (gradient.IsEmpty)
            {
                continue;
            }

            // The product of the others, not the output divided by this one, which may be zero.
            pass.OutputGradient().Values.CopyTo(gradient);
            for (int other = 0; other < pass.InputCount; other++)
            {
                if (other != i)
                {
                    TensorPrimitives.Multiply(gradient, pass.Input(other).Values, gradient);
                }
            }
        }
    }
}
