using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>Whole numbers, <c>longest</c> and <c>shortest</c>.</summary>
internal sealed class SequenceLengthKind : ValueKind<SequenceLength>
{
    public override string Description => "whole number from 1, `longest` or `shortest`";

    public override SequenceLength Read(ConfigurationNode node) => node.Scalar switch
    {
        "longest" => default,
        "shortest" => new SequenceLength(null, IsShortest: true),
        _ => new SequenceLength(node.Integer(1)),
    };

    public override JsonNode? Write(SequenceLength value) => value.Rows is { } rows ? JsonValue.Create(rows)
        : JsonValue.Create(value.IsShortest ? "shortest" : "longest");

    public override JsonNode Schema(SchemaDefinitions definitions) => new JsonObject
    {
        ["anyOf"] =
            new JsonArray(
                new JsonObject { ["type"] = "integer", ["minimum"] = 1 },
                new JsonObject { ["enum"] = new JsonArray("longest", "shortest") }),
    };
}
