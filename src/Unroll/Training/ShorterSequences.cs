using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Training;

/// <summary>
/// The check whether a network may run as far as a batch's longest sequence alone: whether padding behind it, were it there, would change
/// nothing. So it is where each layer that the sequences pass gives timestep t out for timestep t, or makes a vector of the real ones.
/// </summary>
internal static class ShorterSequences
{
    /// <summary>Looks at all layers.</summary>
    /// <param name="network">The layers.</param>
    /// <param name="inputs">Shapes of a sample's inputs.</param>
    /// <param name="masked">Whether each input has lengths.</param>
    public static bool Allows(LayerGraph network, IReadOnlyList<Shape> inputs, IReadOnlyList<bool> masked)
    {
        Shape[] sequences = [.. inputs.Where(shape => shape.IsSequence)];
        return sequences.Length > 0
            && inputs.Index().All(input => !input.Item.IsSequence || masked[input.Index])
            && Follow(network, inputs, masked, [.. inputs.Select(shape => shape.IsSequence)]) is not null;
    }

    /// <summary>The outputs of some layers that end when the sequences do; null where a layer cannot do without the padding.</summary>
    private static bool[]? Follow(LayerGraph network, IReadOnlyList<Shape> inputs, IReadOnlyList<bool> masked, bool[] follows)
    {
        Shape[] shapes = network.InferShapes(inputs);
        bool[] masks = network.InferMasks(shapes, masked);
        bool[] all = new bool[network.SignalCount];
        follows.CopyTo(all, 0);
        foreach (GraphNode node in network.Nodes)
        {
            bool[] incoming = [.. node.Inputs.Select(signal => all[signal])];
            if (!incoming.Contains(true))
            {
                continue;
            }

            bool[]? outgoing = node.Layer is BlockLayer block
                ? Follow(
                    block.InnerGraph, [.. node.Inputs.Select(signal => shapes[signal])], [.. node.Inputs.Select(signal => masks[signal])],
                    incoming)
                : OutputsOf(node, shapes, incoming);
            for (int i = 0; i < node.Outputs.Length; i++)
            {
                // What has no mask would have no padding to leave out.
                if (outgoing is null || (outgoing[i] && !masks[node.Outputs[i]]))
                {
                    return null;
                }

                all[node.Outputs[i]] = outgoing[i];
            }
        }

        return [.. network.Outputs.Select(signal => all[signal])];
    }

    private static bool[]? OutputsOf(GraphNode node, Shape[] shapes, bool[] incoming)
    {
        bool isAttention = node.Layer is AttentionLayer;
        bool mixes = node.Inputs.Index().Any(input => shapes[input.Item].IsSequence && !incoming[input.Index]);
        return (mixes && !isAttention) || !Takes(node.Layer)
            ? null
            : [.. node.Outputs.Select(signal => shapes[signal].IsSequence && (incoming[0] || !isAttention))];
    }

    private static bool Takes(Layer layer) => layer switch
    {
        RecurrentLayer recurrent => !recurrent.ReversesOutput && !recurrent.Stateful,
        Conv1D convolution => convolution.KeepsTimesteps,
        AttentionLayer or GlobalPooling1D or PositionalEncoding => true,
        _ => layer.IsStepwise,
    };
}
