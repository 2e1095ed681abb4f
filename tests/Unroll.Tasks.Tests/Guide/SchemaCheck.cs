using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Unroll.Tasks.Tests.Guide;

/// <summary>Checks JSON against a JSON Schema, as editors do: the keywords that the schema of recipes uses, and no others.</summary>
internal sealed class SchemaCheck(JsonObject root)
{
    public bool Allows(JsonNode? value) => Allows(root, value);

    private bool Allows(JsonNode schema, JsonNode? value)
    {
        foreach ((string keyword, JsonNode? given) in schema.AsObject())
        {
            bool holds = keyword switch
            {
                "$schema" or "$defs" or "title" or "description" or "default" or "then" => true,
                "$ref" => Allows(root["$defs"]![given!.GetValue<string>()["#/$defs/".Length..]]!, value),
                "type" => given is JsonArray types ? types.Any(type => IsOf(type!.GetValue<string>(), value)) : IsOf(given!.GetValue<string>(), value),
                "enum" => given!.AsArray().Any(known => JsonNode.DeepEquals(known, value)),
                "const" => JsonNode.DeepEquals(given, value),
                "anyOf" => given!.AsArray().Any(way => Allows(way!, value)),
                "allOf" => given!.AsArray().All(way => Allows(way!, value)),
                "if" => !Allows(given!, value) || Allows(schema["then"]!, value),
                "properties" => value is not JsonObject section || section.All(field => given![field.Key] is not { } inner || Allows(inner, field.Value)),
                "additionalProperties" when given is JsonObject further => value is not JsonObject section || section.All(field => Allows(further, field.Value)),
                "additionalProperties" => given!.GetValue<bool>() || value is not JsonObject section || section.All(field => schema["properties"]![field.Key] is not null),
                "propertyNames" => value is not JsonObject section || section.All(field => Allows(given!, JsonValue.Create(field.Key))),
                "required" => value is not JsonObject section || given!.AsArray().All(name => section.ContainsKey(name!.GetValue<string>())),
                "minProperties" => value is not JsonObject section || section.Count >= given!.GetValue<int>(),
                "maxProperties" => value is not JsonObject section || section.Count <= given!.GetValue<int>(),
                "items" => value is not JsonArray list || list.All(item => Allows(given!, item)),
                "minItems" => value is not JsonArray list || list.Count >= given!.GetValue<int>(),
                "minimum" => Number(value) is not { } number || number >= Number(given),
                "maximum" => Number(value) is not { } number || number <= Number(given),
                "exclusiveMinimum" => Number(value) is not { } number || number > Number(given),
                "exclusiveMaximum" => Number(value) is not { } number || number < Number(given),
                "pattern" => value is not JsonValue text || !text.TryGetValue(out string? content) || Regex.IsMatch(content, given!.GetValue<string>()),
                "minLength" => value is not JsonValue text || !text.TryGetValue(out string? content) || content.Length >= given!.GetValue<int>(),
                _ => throw new NotSupportedException($"The schema has the keyword {keyword}, which this check does not know."),
            };
            if (!holds)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOf(string type, JsonNode? value) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value is JsonValue text && text.TryGetValue(out string? _),
        "boolean" => value is JsonValue flag && flag.TryGetValue(out bool _),
        "number" => Number(value) is not null,
        "integer" => Number(value) is { } number && number == Math.Floor(number),
        _ => throw new NotSupportedException($"The schema has the type {type}."),
    };

    private static double? Number(JsonNode? value) => value is JsonValue scalar && scalar.GetValueKind() == System.Text.Json.JsonValueKind.Number
        ? double.Parse(scalar.ToJsonString(), CultureInfo.InvariantCulture)
        : null;
}
