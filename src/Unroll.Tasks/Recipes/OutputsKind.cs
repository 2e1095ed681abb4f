using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>
/// Outputs of a network: names of layers, or a section with the targets of each: <c>{demand: [load, solar], price: price}</c>.
/// </summary>
internal sealed class OutputsKind : ValueKind<IReadOnlyList<OutputRecipe>>
{
    private static readonly ValueKind<IReadOnlyList<string>> _names = Kind.Texts(allowsSingle: true);

    public override string Description => "layer, list of layers, or section with the targets of each";

    public override IReadOnlyList<OutputRecipe> Read(ConfigurationNode node) => !node.IsSection
        ? [.. _names.Read(node).Select(name => new OutputRecipe(name))]
        : node.Fields() is { Count: > 0 } fields
            ? [.. fields.Select(field => new OutputRecipe(field.Key, _names.Read(field.Value)))]
            : throw node.Error("the section is empty. Name at least one layer, or leave the key out.");

    public override JsonNode? Write(IReadOnlyList<OutputRecipe> value) => value.All(output => output.Targets.Count == 0)
        ? _names.Write([.. value.Select(output => output.Layer)])
        : new JsonObject(value.Select(output => KeyValuePair.Create(
            output.Layer, _names.Write(output.Targets.Count == 0 ? [output.Layer] : output.Targets))));

    public override JsonNode Schema(SchemaDefinitions definitions) => new JsonObject
    {
        ["anyOf"] = new JsonArray(
            _names.Schema(definitions),
            new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = _names.Schema(definitions),
                ["minProperties"] = 1,
            }),
    };
}
