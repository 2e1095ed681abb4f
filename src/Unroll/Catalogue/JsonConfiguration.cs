using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Unroll.Catalogue;

/// <summary>A value of a JSON document together with its place.</summary>
public sealed class JsonConfiguration : ConfigurationNode
{
    private const int MostShown = 80;

    private readonly JsonNode? _node;
    private readonly string _source;

    /// <summary>Creates a value.</summary>
    /// <param name="node">The JSON; null for nothing.</param>
    /// <param name="source">The beginning of errors: "The model's description".</param>
    /// <param name="field">Its place in the document; empty at the top.</param>
    public JsonConfiguration(JsonNode? node, string source, string field = "")
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(field);
        (_node, _source, Field) = (node, source, field);
    }

    /// <inheritdoc/>
    public override string Field { get; }

    /// <summary>The JSON.</summary>
    public JsonNode? Json => _node;

    /// <inheritdoc/>
    public override bool IsSection => _node is JsonObject;

    /// <inheritdoc/>
    public override bool IsList => _node is JsonArray;

    /// <inheritdoc/>
    public override bool IsEmpty => _node is null;

    /// <inheritdoc/>
    public override string? Scalar => _node is not JsonValue value ? null
        : value.TryGetValue(out string? text) ? text
        : value.TryGetValue(out JsonElement element) ? element.GetRawText()
        : value.ToJsonString();

    /// <inheritdoc/>
    public override bool IsPlain => _node is JsonValue value && value.GetValueKind() != JsonValueKind.String;

    /// <inheritdoc/>
    public override IReadOnlyList<ConfigurationNode> Items()
    {
        if (_node is not JsonArray list)
        {
            throw Expected("a list");
        }

        ConfigurationNode[] items = new ConfigurationNode[list.Count];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = new JsonConfiguration(list[i], _source, string.Create(CultureInfo.InvariantCulture, $"{Field}[{i + 1}]"));
        }

        return items;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, ConfigurationNode>> Fields()
    {
        if (_node is not JsonObject section)
        {
            throw Expected("a section of fields");
        }

        var fields = new KeyValuePair<string, ConfigurationNode>[section.Count];
        int i = 0;
        foreach ((string key, JsonNode? value) in section)
        {
            fields[i++] = new(key, new JsonConfiguration(value, _source, Place(key)));
        }

        return fields;
    }

    /// <inheritdoc/>
    public override ConfigurationNode Only(string key) =>
        new JsonConfiguration(new JsonObject { [key] = (_node as JsonObject)?[key]?.DeepClone() }, _source, Field);

    /// <inheritdoc/>
    public override ConfigurationException Error(string what) =>
        new(Field.Length == 0 ? $"{_source}: {what}" : $"{_source}, field {Field}: {what}");

    /// <inheritdoc/>
    public override ConfigurationException Error(string key, string what) => new JsonConfiguration(null, _source, Place(key)).Error(what);

    /// <inheritdoc/>
    public override string Describe() => _node switch
    {
        null => "nothing",
        JsonObject => "a section of fields",
        JsonArray => "a list",
        _ => _node.ToJsonString() is { Length: > MostShown } text ? text[..MostShown] + "…" : _node.ToJsonString(),
    };

    private string Place(string key) => Field.Length == 0 ? key : $"{Field}.{key}";
}
