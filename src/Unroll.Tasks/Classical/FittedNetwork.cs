using System.Text.Json.Nodes;
using Unroll.Formats;
using Unroll.Models;

namespace Unroll.Tasks.Classical;

/// <summary>
/// The network that stands for a classical model wherever a run has networks: with its inputs and outputs, and the fitted model in place of
/// weights. Its file is a safetensors file without tensors, whose metadata hold the model as JSON.
/// </summary>
internal static class FittedNetwork
{
    private const string Key = "unroll.classical";

    /// <summary>A network for a model that is not fitted yet.</summary>
    /// <param name="inputs">Names and shapes of its inputs.</param>
    /// <param name="outputs">Numbers that it predicts for a sample.</param>
    /// <param name="seed">The seed of the run.</param>
    public static Model Create(IReadOnlyList<(string Name, Shape Shape)> inputs, int outputs, ulong seed = 0)
    {
        FittedLayer layer = new(outputs) { Name = "classical" };
        Signal[] starts = [.. inputs.Select(input => Graph.Input(input.Shape, input.Name))];
        Model network = new Graph(starts, [layer.Apply(starts)]) { Seed = seed };
        network.Build();
        return network;
    }

    /// <summary>The fitted model of a network; null where it is a real network, or not fitted yet.</summary>
    /// <param name="network">The network.</param>
    public static FittedModel? Of(Model network) => LayerOf(network)?.Model;

    /// <summary>Gives a network its fitted model.</summary>
    /// <param name="network">The network, of <see cref="Create"/>.</param>
    /// <param name="model">The model.</param>
    public static void Set(Model network, FittedModel model) => LayerOf(network)!.Model = model;

    /// <summary>Number of parameters of a network, or estimates of a classical model.</summary>
    /// <param name="network">The network.</param>
    public static int ParametersOf(Model network) => Of(network)?.ParameterCount ?? network.ParameterCount;

    /// <summary>A table of the layers of a network, or what a classical model is.</summary>
    /// <param name="network">The network.</param>
    public static string SummaryOf(Model network) => LayerOf(network) is not { } layer ? network.Summary()
        : layer.Model is { } model ? $"{model.Description}\n" : "A classical model, which is not fitted yet\n";

    /// <summary>Writes a network, whatever it is.</summary>
    /// <param name="network">The network.</param>
    /// <param name="path">Where to.</param>
    public static void Save(Model network, string path)
    {
        if (Of(network) is not { } model)
        {
            network.Save(path, includeOptimizer: false);
            return;
        }

        JsonObject json = new()
        {
            ["inputs"] = new JsonArray([.. network.InputNames.Zip(network.InputShapes, (name, shape) => (JsonNode)new JsonObject
            {
                ["name"] = name,
                ["shape"] = shape.IsSequence ? new JsonArray(shape.Timesteps, shape.Features) : new JsonArray(shape.Features),
            })]),
            ["outputs"] = network.OutputShapes[0].Features,
            ["model"] = model.ToJson(),
        };
        SafetensorsFile.Write(path, [], new Dictionary<string, string>(network.Metadata) { [Key] = json.ToJsonString() });
    }

    /// <summary>Reads a network, whatever it is.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">It is missing or damaged, or of a model that is not registered.</exception>
    public static Model Load(string path)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        if (!file.Metadata.TryGetValue(Key, out string? text))
        {
            return Model.Load(path, compile: false);
        }

        try
        {
            JsonNode json = JsonNode.Parse(text)!;
            Model network = Create(
                [.. json["inputs"]!.AsArray().Select(input => (input!["name"]!.GetValue<string>(), ShapeOf(input["shape"]!.AsArray())))],
                json["outputs"]!.GetValue<int>());
            Set(network, FittedModel.FromJson(json["model"]!.AsObject()));
            foreach ((string key, string value) in file.Metadata.Where(pair => pair.Key != Key))
            {
                network.Metadata[key] = value;
            }

            return network;
        }
        catch (Exception exception) when (JsonDamage.Causes(exception))
        {
            throw new InputException($"\"{path}\" is damaged: the model under '{Key}' cannot be read. Train it again.", exception);
        }
    }

    private static FittedLayer? LayerOf(Model network) => network.Layers[^1] as FittedLayer;

    private static Shape ShapeOf(JsonArray sizes) => sizes.Count == 2
        ? Shape.Sequence(sizes[0]!.GetValue<int>(), sizes[1]!.GetValue<int>()) : Shape.Vector(sizes[0]!.GetValue<int>());
}
