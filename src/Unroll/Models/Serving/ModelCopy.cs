using Unroll.Layers;

namespace Unroll.Models;

/// <summary>Makes a model of the same layers with weights of its own.</summary>
internal static class ModelCopy
{
    /// <summary>Copies a model, built if it was not: layers, weights and metadata, not how it was compiled.</summary>
    /// <exception cref="InputException">It has a layer that a user wrote and did not register.</exception>
    public static Model Create(Model model)
    {
        model.Build();
        Dictionary<Layer, Layer> layers = model.Layers.ToDictionary(layer => layer, layer => layer.Copy());
        Model copy = model is Graph graph
            ? CopyGraph(graph, layers)
            : new Sequential([new Input(model.InputShape), .. model.Layers.Select(layer => layers[layer])]) { Seed = model.Seed };
        copy.Build();
        copy.SetWeights(model.GetWeights());
        foreach ((string key, string value) in model.Metadata)
        {
            copy.Metadata[key] = value;
        }

        return copy;
    }

    private static Graph CopyGraph(Graph graph, Dictionary<Layer, Layer> layers)
    {
        LayerGraph network = graph.Network;
        Signal[] signals = new Signal[network.SignalCount];
        for (int i = 0; i < network.InputCount; i++)
        {
            // What comes into a part of a graph may be the output of a layer, whose name has a dot.
            signals[i] = Graph.Input(graph.InputShapes[i], graph.InputNames[i].Replace('.', '_'));
        }

        foreach (GraphNode node in network.Nodes)
        {
            Signal first = layers[node.Layer].Apply([.. node.Inputs.Select(signal => signals[signal])]);
            for (int i = 0; i < node.Outputs.Length; i++)
            {
                signals[node.Outputs[i]] = first.Outputs[i];
            }
        }

        return new Graph(
            signals[..network.InputCount], [.. network.Outputs.Select(signal => signals[signal])], graph.OutputNames)
        { Seed = graph.Seed };
    }
}
