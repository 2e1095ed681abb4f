using System.Text.Json.Nodes;

namespace Unroll.Catalogue;

/// <summary>One of a few values, each with its name.</summary>
internal sealed class ChoiceKind<T>(IReadOnlyList<(string Name, T Value)> choices) : ValueKind<T>
{
    public override string Description => OrList([.. choices.Select(choice => $"`{choice.Name}`")]);

    public override T Read(ConfigurationNode node)
    {
        foreach ((string name, T value) in choices)
        {
            if (name == node.Scalar)
            {
                return value;
            }
        }

        string[] names = [.. choices.Select(choice => choice.Name)];
        throw node.Scalar is not { Length: > 0 } text || node.IsEmpty
            ? node.Expected(OrList(names))
            : node.Error(ConfigurationNode.Unknown("value", text, names));
    }

    public override JsonNode? Write(T value)
    {
        foreach ((string name, T choice) in choices)
        {
            if (EqualityComparer<T>.Default.Equals(choice, value))
            {
                return JsonValue.Create(name);
            }
        }

        throw new ArgumentException($"{value} is none of {string.Join(", ", choices.Select(choice => choice.Name))}.", nameof(value));
    }

    public override JsonNode Schema(SchemaDefinitions definitions) =>
        new JsonObject { ["enum"] = new JsonArray([.. choices.Select(choice => (JsonNode)JsonValue.Create(choice.Name))]) };

    private static string OrList(string[] names) =>
        names.Length == 1 ? names[0] : $"{string.Join(", ", names.Take(names.Length - 1))} or {names[^1]}";
}
