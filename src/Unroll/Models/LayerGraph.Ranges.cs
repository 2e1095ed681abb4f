using Unroll.Layers;

namespace Unroll.Models;

/// <content>The ranges of values, and the layers that decide them.</content>
internal sealed partial class LayerGraph
{
    /// <summary>The values that each signal can have, as far as they are known.</summary>
    /// <param name="inputs">Those of the inputs; null where they are unknown.</param>
    /// <param name="shapes">Shapes of all signals; null where they are unknown.</param>
    public OutputRange[] InferRanges(IReadOnlyList<OutputRange>? inputs = null, IReadOnlyList<Shape>? shapes = null)
    {
        OutputRange[] ranges = new OutputRange[SignalCount];
        for (int i = 0; i < (inputs?.Count ?? 0); i++)
        {
            ranges[i] = inputs![i];
        }

        foreach (GraphNode node in Nodes)
        {
            OutputRange[] incoming = [.. node.Inputs.Select(signal => ranges[signal])];
            for (int i = 0; i < node.Outputs.Length; i++)
            {
                // What sums to 1 over the features of a timestep does not over other features.
                OutputRange range = node.Layer.GetOutputRange(i, incoming);
                ranges[node.Outputs[i]] = node.Layer.PassesValues && shapes is not null
                    && shapes[node.Outputs[i]].Features != shapes[node.Inputs[0]].Features ? range.Each() : range;
            }
        }

        return ranges;
    }

    /// <summary>
    /// The layer that decides which values a signal has, the last that does not just pass them on, and its own signal; null for an input.
    /// </summary>
    public (Layer Layer, int Signal)? Deciding(int signal)
    {
        while (signal >= InputCount)
        {
            GraphNode node = Nodes.First(node => node.Outputs.Contains(signal));
            if (!node.Layer.PassesValues)
            {
                return (node.Layer, signal);
            }

            signal = node.Inputs[0];
        }

        return null;
    }
}
