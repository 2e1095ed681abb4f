using System.Text.Json.Nodes;

namespace Unroll.Catalogue;

/// <summary>Sections of JSON that are read later, or not at all.</summary>
internal sealed class JsonKind : ValueKind<JsonObject>
{
    public override string Description => "section";

    public override JsonObject Read(ConfigurationNode node) => (node as JsonConfiguration)?.Json as JsonObject
        ?? throw node.Expected("a section of fields");

    public override JsonNode? Write(JsonObject value) => value?.DeepClone();

    public override JsonNode Schema(SchemaDefinitions definitions) => new JsonObject { ["type"] = "object" };
}
