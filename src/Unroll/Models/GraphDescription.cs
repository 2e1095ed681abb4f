using System.Text.Json.Nodes;
using Unroll.Layers;

namespace Unroll.Models;

/// <summary>
/// How the layers of a graph hang together, as JSON. Signals have numbers: first the inputs, then the outputs of each use of a layer, in the
/// order in which layers can be run.
/// </summary>
internal static class GraphDescription
{
    public static void Write(Graph graph, JsonObject description)
    {
        LayerGraph network = graph.Network;
        description["inputs"] = new JsonArray([.. graph.Signals.Inputs.Select(input => (JsonNode)LayerJson.WriteInner(input.Layer))]);
        description["nodes"] = new JsonArray([.. network.Nodes.Select(node => (JsonNode)new JsonObject
        {
            ["layer"] = node.Layer.Name,
            ["inputs"] = new JsonArray([.. node.Inputs.Select(signal => (JsonNode)signal)]),
        })]);
        description["outputs"] = new JsonArray([.. network.Outputs.Select((signal, o) => (JsonNode)new JsonObject
        {
            ["name"] = graph.OutputNames[o],
            ["signal"] = signal,
        })]);
    }

    public static Graph Read(JsonSource source, IReadOnlyList<Layer> layers)
    {
        List<Signal> signals = [];
        foreach (JsonNode? input in source.Array("inputs"))
        {
            var shape = JsonSource.Of(input, "one of its inputs");
            signals.Add(Graph.Input(LayerJson.ReadShape(shape), shape.Text("name")));
        }

        Signal[] inputs = [.. signals];
        foreach (JsonNode? node in source.Array("nodes"))
        {
            var use = JsonSource.Of(node, "one of its nodes");
            string name = use.Text("layer");
            Layer layer = layers.FirstOrDefault(layer => layer.Name == name) ?? throw new InputException($"a node uses the layer '{name}', which it does not have.");
            signals.AddRange(layer.Apply([.. use.Array("inputs").Select(signal => Find(signals, signal))]).Outputs);
        }

        JsonSource[] outputs = [.. source.Array("outputs")
            .Select(output => JsonSource.Of(output, "one of its outputs"))];
        return new Graph(
            inputs,
            [.. outputs.Select(output => Find(signals, output.Json["signal"]))],
            [.. outputs.Select(output => output.Text("name"))])
        { Seed = source.UnsignedInteger("seed") };
    }

    private static Signal Find(List<Signal> signals, JsonNode? number) =>
        number is JsonValue value && value.TryGetValue(out int index) && index >= 0 && index < signals.Count
            ? signals[index]
            : throw new InputException($"it uses a signal {number?.ToJsonString() ?? "without number"}, but has {signals.Count}.");
}
