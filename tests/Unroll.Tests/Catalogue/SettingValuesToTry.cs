using System.Text.Json.Nodes;

namespace Unroll.Tests.Catalogue;

/// <summary>Values that one or another kind of setting takes.</summary>
internal static class SettingValuesToTry
{
    private static readonly string[] _values =
    [
        "false", "true", "-1", "0.25", "3", "2", "1.5", "20", "[0.5, 2]", "[0.25, 0.75]", "[3, 5]", "\"same\"", "\"relu\"", "\"sigmoid\"",
            "\"ones\"", "{\"l1\": 0.125}", "{\"clip-norm\": 2}", "\"loss\"",
        "\"label\"", "\"binary\"", "\"micro\"", "\"sum\"", "\"last-value\"", "{\"gru\": {\"units\": 5, \"go-backwards\": true}}",
    ];

    public static IEnumerable<JsonNode> All => _values.Select(value => JsonNode.Parse(value)!);
}
