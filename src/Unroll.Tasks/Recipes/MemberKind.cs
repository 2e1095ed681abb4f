using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary>Items of <c>members</c>: sections of a recipe, or the name of a recipe file.</summary>
internal sealed class MemberKind : ValueKind<MemberRecipe>
{
    /// <summary>The key of a recipe file.</summary>
    public const string FileKey = "recipe";

    private const string NameKey = "name", WeightKey = "weight";

    public override string Description => "section of a recipe, or recipe file";

    /// <summary>The keys of an item that are no sections of a recipe.</summary>
    public static IReadOnlyList<string> OwnKeys { get; } = [NameKey, WeightKey, FileKey];

    public override MemberRecipe Read(ConfigurationNode node)
    {
        if (!node.IsSection)
        {
            return node.Scalar is { Length: > 0 } && !node.IsEmpty
                ? new MemberRecipe([]) { File = node.Text() }
                : throw node.Expected("what a member has of its own, for example model: [{gru: 32}, {dense: 1}], or a recipe file");
        }

        string? file = Given(node, FileKey)?.Text();
        (string Key, ConfigurationNode Value)[] own =
            [.. node.Fields().Where(field => !OwnKeys.Contains(field.Key)).Select(field => (field.Key, field.Value))];
        if (Array.Find(own, field => field.Key is "members" or "combine").Key is { } nested)
        {
            throw node.Error(nested, "belongs to the recipe: a member has no members of its own. Name them beside this one.");
        }

        return file is null || own.Length == 0
            ? new MemberRecipe(new JsonObject(own.Select(field => KeyValuePair.Create(field.Key, ToJson(field.Value)))))
            {
                Name = Given(node, NameKey)?.Text(),
                Weight = Given(node, WeightKey)?.Number(NumberRange.Positive) ?? 1,
                File = file,
            }
            : throw node.Error(own[0].Key, $"stands beside {FileKey}: {file}, which is a whole recipe. Keep one of the two.");
    }

    public override JsonNode? Write(MemberRecipe value)
    {
        JsonObject item = [];
        if (value.Name is { } name)
        {
            item[NameKey] = name;
        }

        if (value.Weight != 1)
        {
            item[WeightKey] = value.Weight;
        }

        if (value.File is { } file)
        {
            item[FileKey] = file;
        }

        foreach ((string key, JsonNode? change) in value.Changes)
        {
            item[key] = change?.DeepClone();
        }

        return item;
    }

    public override JsonNode Schema(SchemaDefinitions definitions) => new JsonObject
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["type"] = "string" },
            new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject
                {
                    [NameKey] = new JsonObject { ["type"] = "string" },
                    [WeightKey] = new JsonObject { ["type"] = "number", ["exclusiveMinimum"] = 0 },
                    [FileKey] = new JsonObject { ["type"] = "string" },
                },
            }),
    };

    private static ConfigurationNode? Given(ConfigurationNode node, string key) =>
        node.Fields().FirstOrDefault(field => field.Key == key).Value is { IsEmpty: false } value ? value : null;

    /// <summary>A value of a recipe as JSON.</summary>
    public static JsonNode? ToJson(ConfigurationNode node) => node switch
    {
        { IsEmpty: true } => null,
        { IsSection: true } => new JsonObject(node.Fields().Select(field => KeyValuePair.Create(field.Key, ToJson(field.Value)))),
        { IsList: true } => new JsonArray([.. node.Items().Select(ToJson)]),
        { IsPlain: true, Scalar: "true" or "True" or "yes" or "on" } => true,
        { IsPlain: true, Scalar: "false" or "False" or "no" or "off" } => false,
        { IsPlain: true, Scalar: { } text } => NumberOf(text) ?? text,
        _ => node.Scalar,
    };

    // What begins with needless zeros is an id rather than a number.
    private static JsonNode? NumberOf(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)
            ? whole.ToString(CultureInfo.InvariantCulture) == text ? whole : null
        : text.AsSpan().ContainsAny(".eE") && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number) ? number : null;
}
