using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Tasks.Classical;

namespace Unroll.Tasks.Recipes;

/// <summary>A list of layers, or a classical model.</summary>
/// <param name="classical">The classical models that fit the task.</param>
internal sealed class ModelKind(ClassicalKind classical) : ValueKind<ModelChoice>
{
    private readonly ValueKind<IReadOnlyList<Block<Layer>>> _layers = Kind.List(new ModelItemKind(), "layers");

    public override string Description => $"{_layers.Description}, or {classical.Description}";

    public override ModelChoice Read(ConfigurationNode node) => IsClassical(node)
        ? new ModelChoice([], classical.Read(node)) : new ModelChoice(_layers.Read(node), null);

    public override JsonNode? Write(ModelChoice value) =>
        value.Classical is { } model ? classical.Write(model) : _layers.Write(value.Layers);

    public override JsonNode Schema(SchemaDefinitions definitions) => new JsonObject
    {
        ["anyOf"] = new JsonArray(_layers.Schema(definitions), classical.Schema(definitions)),
    };

    /// <summary>Whether a value is, or by its spelling may be meant for, a classical model.</summary>
    private static bool IsClassical(ConfigurationNode node) => ClassicalKind.NameOf(node) is { } name
        && Layer.Catalogue.Find(name) is null && SharedLayer.Catalogue.Find(name) is null
        && (ClassicalKind.IsOne(node)
            || Suggestion.Nearest(name, [.. ClassicalCatalogue.All.SelectMany(catalogue => catalogue.Names)]) is not null);
}
