using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>Names of the calendar, as numbers: months and weekdays.</summary>
/// <param name="noun">What they are.</param>
/// <param name="names">The names.</param>
/// <param name="first">The number of the first, where numbers may stand for names; null where they may not, and numbers begin at 0.</param>
internal sealed class CalendarNameKind(string noun, string[] names, int? first) : ValueKind<int>
{
    public override string Description => noun;

    public override int Read(ConfigurationNode node)
    {
        string text = node.Scalar ?? "";
        int place = Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (place < 0 && first is { } least && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            place = number - least;
        }

        return place >= 0 && place < names.Length ? place + (first ?? 0)
            : throw node.Expected($"a {noun} ({string.Join(", ", names)}{(first is null ? "" : ", or its number")})");
    }

    public override JsonNode? Write(int value) => names[value - (first ?? 0)];

    public override JsonNode Schema(SchemaDefinitions definitions)
    {
        JsonObject schema = new() { ["enum"] = new JsonArray([.. names.Select(name => (JsonNode)name)]) };
        return first is not { } least ? schema : new JsonObject
        {
            ["anyOf"] = new JsonArray(
                schema, new JsonObject { ["type"] = "integer", ["minimum"] = least, ["maximum"] = least + names.Length - 1 }),
        };
    }
}
