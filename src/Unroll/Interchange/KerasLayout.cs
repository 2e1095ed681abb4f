using System.Globalization;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Interchange;

/// <summary>Keras' layout: the weights of each layer in the order of <c>layer.get_weights()</c>, named by their number in it.</summary>
internal sealed class KerasLayout : WeightLayout
{
    public override string Framework => "Keras";

    public override char Separator => '/';

    public override IEnumerable<LayerEntry> Layers(Model model) =>
        model.Layers.Where(layer => layer.Parameters.Count > 0).Select(layer => new LayerEntry(layer, [layer.Name], [layer.Name]));

    public override bool IsStacked(Layer layer) => false;

    public override bool Counts(string tensor, Layer layer, int level) => true;

    protected override IReadOnlyList<ForeignTensor> DescribeLayer(Layer layer, int level)
    {
        List<ForeignTensor> tensors = [];
        AddTensors(layer, tensors);
        return tensors;
    }

    private static void AddTensors(Layer layer, List<ForeignTensor> tensors)
    {
        if (layer.InnerLayers.Count > 0)
        {
            foreach (Layer inner in layer.InnerLayers)
            {
                AddTensors(inner, tensors);
            }

            return;
        }

        foreach (Parameter parameter in layer.Parameters)
        {
            string name = tensors.Count.ToString(CultureInfo.InvariantCulture);
            tensors.Add(ForeignTensor.Same(name, parameter, layer is MultiHeadAttention attention ? WithHeads(attention, parameter) : []));
        }
    }

    /// <summary>Keras keeps heads and each head's dimension as two axes.</summary>
    private static int[] WithHeads(MultiHeadAttention layer, Parameter parameter)
    {
        string[] name = parameter.Name.Split('.')[^1].Split('_');
        int dimension = name[0] is "value" or "output" ? layer.ValueDimension : layer.KeyDimension;
        return name switch
        {
            ["output", "kernel"] => [layer.Heads, dimension, parameter.Dimensions[1]],
            ["output", _] => [],
            [_, "kernel"] => [parameter.Dimensions[0], layer.Heads, dimension],
            _ => [layer.Heads, dimension],
        };
    }
}
