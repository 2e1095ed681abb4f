using Unroll.Catalogue;
using Unroll.Data;
using Unroll.Layers;

namespace Unroll.PublicApi.Tests.Toys;

/// <summary>A layer of a user: multiplies by a number.</summary>
internal sealed class ToyLayer(float factor) : UnaryLayer
{
    private static readonly Setting<ToyLayer,
        float> _factor = new("factor", Unroll.Catalogue.Kind.Single(), layer => layer.Factor, "The factor.") { DefaultValue = 1 };

    // No LayerEntry: the settings that all layers have come by themselves.
    public static Entry<Layer> Entry { get; } = new("toy-scaling", typeof(ToyLayer), "Multiplies by a number.", [_factor],
        values => new ToyLayer(values.Get(_factor)));

    public float Factor => factor;

    public override Shape GetOutputShape(Shape input) => input;

    public override void Forward(LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, PassContext context)
    {
        for (int i = 0; i < input.Values.Length; i++)
        {
            output.Values[i] = factor * input.Values[i];
        }
    }

    public override void Backward(
        LayerWorkspace workspace, TimeMajorSpan input, TimeMajorSpan output, TimeMajorSpan outputGradient, TimeMajorSpan inputGradient,
        PassContext context)
    {
        for (int i = 0; i < inputGradient.Values.Length; i++)
        {
            inputGradient.Values[i] = factor * outputGradient.Values[i];
        }
    }
}
