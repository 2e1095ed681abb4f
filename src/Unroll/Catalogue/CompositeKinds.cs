using System.Text.Json.Nodes;

namespace Unroll.Catalogue;

/// <summary>Optional values: null stands for none.</summary>
internal sealed class OptionalKind<T>(ValueKind<T> kind) : ValueKind<T?>
    where T : struct
{
    public override string Description => kind.Description;

    public override IReadOnlyList<Setting> Fields => kind.Fields;

    public override T? Read(ConfigurationNode node) => kind.Read(node);

    public override JsonNode? Write(T? value) => value is { } given ? kind.Write(given) : null;

    public override JsonNode Schema(SchemaDefinitions definitions) => kind.Schema(definitions);
}

/// <summary>Lists. A single value may stand without brackets where that is allowed.</summary>
internal sealed class ListKind<T>(
    ValueKind<T> kind, string name, bool allowsSingle, bool allowsEmpty, bool isDistinct) : ValueKind<IReadOnlyList<T>>
{
    public override string Description => allowsSingle ? $"{kind.Description} or list" : name.Length > 0 ? $"list of {name}" : "list";

    public override IReadOnlyList<T> Read(ConfigurationNode node)
    {
        IReadOnlyList<ConfigurationNode> items = allowsSingle && !node.IsList ? [node] : node.Items();
        if (items.Count == 0 && !allowsEmpty)
        {
            throw node.Error("the list is empty. Name at least one, or leave the key out.");
        }

        List<T> values = [];
        foreach (ConfigurationNode item in items)
        {
            T value = kind.Read(item);
            if (isDistinct && values.Contains(value))
            {
                throw item.Error($"{item.Describe()} is listed twice. Name each once.");
            }

            values.Add(value);
        }

        return values;
    }

    public override JsonNode? Write(IReadOnlyList<T> value) => value is null ? null
        : allowsSingle && value.Count == 1 && kind.Write(value[0]) is { } single and not JsonArray ? single
        : new JsonArray([.. value.Select(item => kind.Write(item))]);

    public override JsonNode Schema(SchemaDefinitions definitions)
    {
        JsonObject list = new() { ["type"] = "array", ["items"] = kind.Schema(definitions) };
        if (!allowsEmpty)
        {
            list["minItems"] = 1;
        }

        return allowsSingle ? new JsonObject { ["anyOf"] = new JsonArray(kind.Schema(definitions), list) } : list;
    }
}

/// <summary>Sections whose names the user chooses, as those of columns.</summary>
internal sealed class MapKind<T>(ValueKind<T> kind, string name) : ValueKind<IReadOnlyDictionary<string, T>>
{
    public override string Description => name;

    public override IReadOnlyDictionary<string, T> Read(ConfigurationNode node) =>
        node.Fields().ToDictionary(field => field.Key, field => kind.Read(field.Value), StringComparer.Ordinal);

    public override JsonNode? Write(IReadOnlyDictionary<string, T> value) => value is null
        ? null
        : new JsonObject(value.Select(pair => KeyValuePair.Create(pair.Key, kind.Write(pair.Value))));

    public override JsonNode Schema(SchemaDefinitions definitions) =>
        new JsonObject { ["type"] = "object", ["additionalProperties"] = kind.Schema(definitions) };
}
