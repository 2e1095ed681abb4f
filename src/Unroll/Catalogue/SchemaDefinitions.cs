using System.Text.Json.Nodes;

namespace Unroll.Catalogue;

/// <summary>The <c>$defs</c> of a JSON Schema: shared definitions, each under its name.</summary>
public sealed class SchemaDefinitions
{
    private readonly SortedDictionary<string, JsonNode?> _definitions = new(StringComparer.Ordinal);

    /// <summary>A reference to a definition, which is made when it is first asked for.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="create">Makes it; it may refer to itself.</param>
    public JsonObject Reference(string name, Func<JsonNode> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        if (_definitions.TryAdd(name, null))
        {
            _definitions[name] = create();
        }

        return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
    }

    /// <summary>All definitions, by name.</summary>
    public JsonObject ToJson() => new(_definitions.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
}
