using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Layers;

namespace Unroll.Models;

/// <summary>
/// The architecture of a model as JSON: its layers as <see cref="Layer.Catalogue"/> writes them, and in a graph their connections.
/// Signals have numbers: first the inputs, then the outputs of each use of a layer, in the order in which layers can be run.
/// </summary>
internal sealed record ModelDescription
{
    /// <summary>The version of the format; a file of another one is refused.</summary>
    public const int CurrentVersion = 2;

    private const string Source = "The model's description";
    private const string VersionField = "version";

    private static readonly Setting<ModelDescription, int> _version = new(
        VersionField, Kind.Integer(1), model => model.Version, "Version of the format.")
    { IsRequired = true };

    private static readonly Setting<ModelDescription, bool> _isGraph =
        new("format", Kind.Choice(("sequential", false), ("graph", true)), model => model.IsGraph,
            "Whether layers follow one another.")
        { IsRequired = true };

    private static readonly Setting<ModelDescription, ulong> _seed = new(
        "seed", Kind.Unsigned, model => model.Seed, "Seed of the initial weights.");

    private static readonly Setting<ModelDescription, IReadOnlyList<Block<Layer>>> _inputs =
        new("inputs", Kind.List(Kind.Block(() => Input.Inputs)), model => model.Inputs, "What comes in.") { IsRequired = true };

    private static readonly Setting<ModelDescription, IReadOnlyList<Block<Layer>>> _layers =
        new("layers", Kind.List(Kind.Block(() => Layer.Catalogue), allowsEmpty: true), model => model.Layers,
            "The layers.")
        { IsRequired = true };

    private static readonly Setting<ModelDescription, IReadOnlyList<NodeDescription>> _nodes =
        new("nodes", Kind.List(NodeDescription.Section, allowsEmpty: true), model => model.Nodes, "Uses of layers.") { DefaultValue = [] };

    private static readonly Setting<ModelDescription, IReadOnlyList<OutputDescription>> _outputs =
        new("outputs", Kind.List(OutputDescription.Section, allowsEmpty: true), model => model.Outputs,
            "What goes out.")
        { DefaultValue = [] };

    private static readonly Setting<ModelDescription, JsonObject> _training =
        new("training", new JsonKind(), model => model.Training!, "How the model was compiled; read where it is to be trained.");

    private static readonly Section<ModelDescription> _section = new(
        [_version, _isGraph, _seed, _inputs, _layers, _nodes, _outputs, _training],
        values => new()
        {
            Version = values.Get(_version),
            IsGraph = values.Get(_isGraph),
            Seed = values.Get(_seed),
            Inputs = values.Get(_inputs),
            Layers = values.Get(_layers),
            Nodes = values.Get(_nodes),
            Outputs = values.Get(_outputs),
            Training = values.Get(_training),
        });

    public int Version { get; private init; } = CurrentVersion;

    public bool IsGraph { get; private init; }

    public ulong Seed { get; private init; }

    public IReadOnlyList<Block<Layer>> Inputs { get; private init; } = [];

    public IReadOnlyList<Block<Layer>> Layers { get; private init; } = [];

    public IReadOnlyList<NodeDescription> Nodes { get; private init; } = [];

    public IReadOnlyList<OutputDescription> Outputs { get; private init; } = [];

    /// <summary>The compilation of the model, as <see cref="TrainingDescription"/> has it; null where it was not compiled.</summary>
    public JsonObject? Training { get; private init; }

    /// <summary>A model's architecture, and how it was compiled.</summary>
    /// <exception cref="InputException">A type of its layers is not registered.</exception>
    public static JsonObject Write(Model model)
    {
        if (model.AllLayers.OfType<Lambda>().FirstOrDefault() is { } lambda)
        {
            throw new NotSupportedException(
                $"The layer '{lambda.Name}' is a Lambda and cannot be saved: its functions are code. Derive a layer of your own and " +
                "register it (Layer.Catalogue.Register), or keep the weights alone (GetWeights).");
        }

        var graph = model as Graph;
        LayerGraph? network = graph?.Network;
        ModelDescription description = new()
        {
            IsGraph = graph is not null,
            Seed = model.Seed,
            Inputs = [.. (graph?.Signals.Inputs.Select(input => input.Layer)
                ?? [new Input(model.InputShape)]).Select(Input.Inputs.BlockOf)],
            Layers = [.. model.Layers.Select(Layer.Catalogue.BlockOf)],
            Nodes = [.. network?.Nodes.Select(node => new NodeDescription(node.Layer.Name, node.Inputs)) ?? []],
            Outputs = [.. network?.Outputs.Select((signal, o) => new OutputDescription(model.OutputNames[o], signal)) ?? []],
            Training = TrainingDescription.Write(model),
        };
        return (JsonObject)_section.Write(description)!;
    }

    /// <summary>Reads an architecture.</summary>
    /// <exception cref="InputException">It is damaged, or of another version.</exception>
    public static ModelDescription Read(JsonNode? json)
    {
        JsonConfiguration node = new(json, Source);
        int version = node.Required(VersionField).Integer();
        return version == CurrentVersion ? _section.Read(node) : throw new InputException(
            $"it has version {version} of the format, but this Unroll reads version {CurrentVersion}: " +
            (version > CurrentVersion ? "use a newer Unroll." : "train the model again, or load it with the Unroll that wrote it."));
    }

    /// <summary>Makes the model, without weights.</summary>
    /// <exception cref="InputException">The parts do not fit together.</exception>
    public Model Create()
    {
        Layer[] layers = [.. Layers.Select(layer => layer.Create())];
        Input[] inputs = [.. Inputs.Select(input => input.Create() as Input
            ?? throw input.Error("inputs", $"a model starts with an input, but got {input.Name}."))];
        Model model = IsGraph ? CreateGraph(inputs, layers) : new Sequential([inputs[0], .. layers]) { Seed = Seed };
        model.Build();
        return model;
    }

    private Graph CreateGraph(Input[] inputs, Layer[] layers)
    {
        List<Signal> signals = [.. inputs.Select(input => Graph.Input(input.Shape, input.Name))];
        Signal[] ends = [.. signals];
        foreach (NodeDescription node in Nodes)
        {
            Layer layer = layers.FirstOrDefault(layer => layer.Name == node.Layer)
                ?? throw new InputException($"a node uses the layer '{node.Layer}', which it does not have.");
            signals.AddRange(layer.Apply([.. node.Inputs.Select(signal => Find(signals, signal))]).Outputs);
        }

        return new Graph(ends, [.. Outputs.Select(output => Find(signals, output.Signal))],
            [.. Outputs.Select(output => output.Name)])
        { Seed = Seed };
    }

    private static Signal Find(List<Signal> signals, int index) => index < signals.Count
        ? signals[index]
        : throw new InputException($"it uses a signal {index}, but has {signals.Count}.");
}
