using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>Ranges of time, shares, numbers and ranges of rows.</summary>
internal sealed class SplitPartKind : ValueKind<SplitPart>
{
    public static SplitPartKind Instance { get; } = new();

    public override string Description => "range of time, share or rows";

    public override SplitPart Read(ConfigurationNode node) => SplitPart.TryParse(node.Text(), out SplitPart? part) && part is not null
        ? part
        : throw node.Expected(
            "a year (2016), years (2006..2015), dates (2016-01-01..2016-06-30), a share (0.8), a number of rows (8640 rows) or rows "
            + "counted from 0 (rows 0..8639), the first not after the last");

    public override JsonNode? Write(SplitPart value) => value == SplitPart.None ? null : value.Share is { } share ? JsonValue.Create(share)
        : JsonValue.Create(value.ToString());

    public override JsonNode Schema(SchemaDefinitions definitions) => new JsonObject { ["type"] = new JsonArray("string", "number") };
}
