using System.Text.Json;
using System.Text.Json.Nodes;
using Unroll.Formats;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Optimizers;
using Unroll.Training;

namespace Unroll.Models;

/// <summary>
/// Model files: safetensors whose tensors are the parameters, named <c>layer.parameter</c>, and whose metadata holds the architecture as
/// JSON under <c>unroll.model</c>. Any safetensors reader can read the weights; only the architecture is Unroll's own.
/// </summary>
internal static class ModelFile
{
    private const string ArchitectureKey = "unroll.model";
    private const int Version = 1;

    public static void Save(Model model, string path)
    {
        List<SafetensorsTensor> tensors = [];
        foreach ((string name, Parameter parameter) in model.NamedParameters)
        {
            tensors.Add(new SafetensorsTensor(name, parameter.Dimensions, parameter.Values.ToArray()));
        }

        Dictionary<string, string> metadata = new(model.Metadata) { [ArchitectureKey] = Describe(model).ToJsonString() };
        SafetensorsFile.Write(path, tensors, metadata);
    }

    public static Model Load(string path)
    {
        SafetensorsFile file = SafetensorsFile.Read(path);
        if (!file.Metadata.TryGetValue(ArchitectureKey, out string? description))
        {
            throw new InputException(
                $"\"{path}\" is a safetensors file, but not a model of Unroll: its metadata has no '{ArchitectureKey}'. Give a file that Model.Save wrote.");
        }

        try
        {
            Model model = Create(description);
            foreach ((string key, string value) in file.Metadata)
            {
                if (key != ArchitectureKey)
                {
                    model.Metadata[key] = value;
                }
            }

            ReadWeights(model, file);
            return model;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InputException)
        {
            throw new InputException($"\"{path}\" cannot be loaded as a model: {exception.Message}", exception);
        }
    }

    /// <summary>The architecture, and how the model was compiled, as JSON.</summary>
    public static JsonObject Describe(Model model)
    {
        JsonObject description = new()
        {
            ["format"] = model is Graph ? "graph" : "sequential",
            ["version"] = Version,
            ["seed"] = model.Seed,
        };
        if (model is Graph graph)
        {
            GraphDescription.Write(graph, description);
        }
        else
        {
            description["input"] = new Input(model.InputShape).GetConfiguration();
        }

        description["layers"] = new JsonArray([.. model.Layers.Select(layer => (JsonNode)LayerJson.WriteInner(layer))]);
        if (model.Optimizer is { } optimizer)
        {
            description["optimizer"] = LayerJson.Write(optimizer.Name, optimizer.Settings);
            description["losses"] = new JsonArray([.. model.OutputLosses.Select(loss => (JsonNode)new JsonObject
            {
                ["loss"] = LayerJson.Write(loss.Loss.Name, loss.Loss.Settings),
                ["weight"] = loss.Weight,
                ["metrics"] = new JsonArray([.. loss.Metrics.Select(metric => (JsonNode)LayerJson.Write(metric.Name, metric.Settings))]),
            })]);
        }

        return description;
    }

    private static Model Create(string description)
    {
        var source = JsonSource.Of(JsonNode.Parse(description), "its description");
        int version = source.Integer("version");
        if (version > Version)
        {
            throw new InputException($"it has version {version} of the format, but this Unroll knows up to {Version}: use a newer Unroll.");
        }

        List<Layer> layers = [];
        foreach (JsonNode? layer in source.Array("layers"))
        {
            layers.Add(LayerJson.Read(JsonSource.Of(layer, "one of its layers").Json));
        }

        Model model = source.Text("format") switch
        {
            "sequential" => CreateSequential(source, layers),
            "graph" => GraphDescription.Read(source, layers),
            string format => throw new InputException(
                $"it is a model of kind '{format}', but this Unroll knows 'sequential' and 'graph': use a newer Unroll."),
        };
        model.Build();
        if (source.Has("optimizer"))
        {
            JsonSource optimizer = source.Object("optimizer");
            model.Compile(Optimizer.FromName(optimizer.Text("name"), optimizer.Numbers("settings")), ReadLosses(source));
        }

        return model;
    }

    private static Sequential CreateSequential(JsonSource source, List<Layer> layers)
    {
        JsonObject input = source.Object("input").Json;
        input["name"] = "input";
        return new Sequential([LayerJson.Read(input), .. layers]) { Seed = source.UnsignedInteger("seed") };
    }

    private static OutputLoss[] ReadLosses(JsonSource source)
    {
        // Files of the first version have one loss and its metrics, beside one another.
        IEnumerable<JsonSource> losses = source.Has("losses")
            ? source.Array("losses").Select(loss => JsonSource.Of(loss, "one of its losses"))
            : [source];
        return [.. losses.Select(json =>
        {
            JsonSource loss = json.Object("loss");
            return new OutputLoss(
                Loss.FromName(loss.Text("name"), loss.Numbers("settings")),
                [.. json.Array("metrics").Select(ReadMetric)])
            {
                Weight = json.Has("weight") ? json.Number("weight") : 1,
            };
        })];
    }

    /// <summary>A metric; older files have its name alone.</summary>
    private static Metric ReadMetric(JsonNode? node)
    {
        if (node is not JsonObject json)
        {
            return Metric.FromName(node?.GetValue<string>() ?? "");
        }

        var source = new JsonSource(json);
        return Metric.FromName(source.Text("name"), source.Numbers("settings"));
    }

    private static void ReadWeights(Model model, SafetensorsFile file)
    {
        HashSet<string> expected = [];
        foreach ((string name, Parameter parameter) in model.NamedParameters)
        {
            expected.Add(name);
            if (!file.TryGetTensor(name, out SafetensorsTensor? tensor))
            {
                throw new InputException($"it has no tensor '{name}', which its architecture needs.");
            }

            if (!tensor.Shape.SequenceEqual(parameter.Dimensions))
            {
                throw new InputException(
                    $"its tensor '{name}' is [{string.Join(", ", tensor.Shape)}], but its architecture needs [{string.Join(", ", parameter.Dimensions)}].");
            }

            tensor.Values.Span.CopyTo(parameter.Values);
            parameter.MarkChanged();
        }

        if (file.Tensors.FirstOrDefault(tensor => !expected.Contains(tensor.Name)) is { } extra)
        {
            throw new InputException($"it has a tensor '{extra.Name}' that its architecture does not know.");
        }
    }
}
