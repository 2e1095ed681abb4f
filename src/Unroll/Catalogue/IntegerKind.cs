using System.Globalization;
using System.Text.Json.Nodes;

namespace Unroll.Catalogue;

/// <summary>Whole numbers of a range.</summary>
internal sealed class IntegerKind(int minimum, int maximum) : ValueKind<int>
{
    public override string Description => (minimum, maximum) switch
    {
        (int.MinValue, int.MaxValue) => "whole number",
        (_, int.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"whole number from {minimum}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"whole number from {minimum} to {maximum}"),
    };

    public override int Read(ConfigurationNode node) => node.Integer(minimum, maximum);

    public override JsonNode? Write(int value) => JsonValue.Create(value);

    public override JsonNode Schema(SchemaDefinitions definitions)
    {
        JsonObject schema = new() { ["type"] = "integer" };
        if (minimum > int.MinValue)
        {
            schema["minimum"] = minimum;
        }

        if (maximum < int.MaxValue)
        {
            schema["maximum"] = maximum;
        }

        return schema;
    }

    internal static string InWords(int minimum, int maximum) => (minimum, maximum) switch
    {
        (int.MinValue, int.MaxValue) => "a whole number",
        (_, int.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"a whole number of at least {minimum}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}"),
    };
}
