using System.Text.Json.Nodes;

namespace Unroll.Catalogue;

/// <summary>Formats values in one line, as YAML does: <c>{units: 10, activation: softmax}</c>.</summary>
internal static class FlowFormatter
{
    /// <summary>The value in one line; texts stand without quotes.</summary>
    public static string Of(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject section => $"{{{string.Join(", ", section.Select(field => $"{field.Key}: {Of(field.Value)}"))}}}",
        JsonArray list => $"[{string.Join(", ", list.Select(Of))}]",
        JsonValue value when value.TryGetValue(out string? text) => text,
        _ => node.ToJsonString(),
    };
}
