using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Unroll.Tests.Common;

/// <summary>As much of JSON Schema as catalogues use.</summary>
internal static class SchemaCheck
{
    private static readonly HashSet<string> _known =
    [
        "$schema", "$defs", "$ref", "title", "description", "default", "allOf", "anyOf", "if", "then", "const", "enum", "type",
        "properties",
        "required", "additionalProperties", "propertyNames", "minProperties", "maxProperties", "items", "minItems", "pattern", "minLength",
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum",
    ];

    /// <summary>Whether a whole schema accepts a value.</summary>
    public static bool Accepts(JsonObject schema, JsonNode? value) => Accepts(schema, value, schema["$defs"]!.AsObject());

    /// <summary>Whether a part of a schema accepts a value.</summary>
    public static bool Accepts(JsonNode schema, JsonNode? value, JsonObject definitions)
    {
        if (schema is JsonValue flag)
        {
            return flag.GetValue<bool>();       // true takes everything, false nothing
        }

        JsonObject rules = schema.AsObject();
        Assert.All(rules, rule => Assert.Contains(rule.Key, _known));
        return rules.All(rule => Holds(rule.Key, rule.Value!, rules, value, definitions));
    }

    private static bool Holds(string rule, JsonNode argument, JsonObject rules, JsonNode? value, JsonObject definitions) => rule switch
    {
        "$ref" => Accepts(definitions[argument.GetValue<string>()["#/$defs/".Length..]]!, value, definitions),
        "allOf" => argument.AsArray().All(part => Accepts(part!, value, definitions)),
        "anyOf" => argument.AsArray().Any(part => Accepts(part!, value, definitions)),
        "then" => !Accepts(rules["if"]!, value, definitions) || Accepts(argument, value, definitions),
        "const" => JsonNode.DeepEquals(argument, value),
        "enum" => argument.AsArray().Any(choice => JsonNode.DeepEquals(choice, value)),
        "type" => argument is JsonArray types ? types.Any(type => HasType(type!.GetValue<string>(), value))
            : HasType(argument.GetValue<string>(), value),
        "required" => value is not JsonObject section || argument.AsArray().All(name => section.ContainsKey(name!.GetValue<string>())),
        "properties" => value is not JsonObject section
            || section.All(field => argument[field.Key] is not { } property || Accepts(property, field.Value, definitions)),
        "additionalProperties" => value is not JsonObject section || section.All(field =>
            rules["properties"]?.AsObject().ContainsKey(field.Key) == true
            || (argument is JsonObject ? Accepts(argument, field.Value, definitions) : argument.GetValue<bool>())),
        "propertyNames" => value is not JsonObject section || section.All(field => Accepts(argument, field.Key, definitions)),
        "minProperties" => value is not JsonObject section || section.Count >= argument.GetValue<int>(),
        "maxProperties" => value is not JsonObject section || section.Count <= argument.GetValue<int>(),
        "items" => value is not JsonArray list || list.All(item => Accepts(argument, item, definitions)),
        "minItems" => value is not JsonArray list || list.Count >= argument.GetValue<int>(),
        "pattern" => value?.GetValueKind() != JsonValueKind.String || Regex.IsMatch(value.GetValue<string>(), argument.GetValue<string>()),
        "minLength" => value?.GetValueKind() != JsonValueKind.String || value.GetValue<string>().Length >= argument.GetValue<int>(),
        "minimum" => Number(value) is not { } number || number >= Number(argument),
        "maximum" => Number(value) is not { } number || number <= Number(argument),
        "exclusiveMinimum" => Number(value) is not { } number || number > Number(argument),
        "exclusiveMaximum" => Number(value) is not { } number || number < Number(argument),
        _ => true,
    };

    private static double? Number(JsonNode? value) =>
        value?.GetValueKind() == JsonValueKind.Number
            ? double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture) : null;

    private static bool HasType(string type, JsonNode? value) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value?.GetValueKind() == JsonValueKind.String,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "integer" => Number(value) is { } number && number == Math.Floor(number),
        "number" => Number(value) is not null,
        _ => throw new NotSupportedException(type),
    };
}
