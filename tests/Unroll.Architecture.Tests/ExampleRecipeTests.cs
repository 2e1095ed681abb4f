using System.Text.Json.Nodes;
using Unroll.Tasks.Guide;
using Unroll.Tasks.Recipes;
using YamlDotNet.Serialization;

namespace Unroll.Architecture.Tests;

/// <summary>Recipes of the repository against the JSON Schema that <c>unroll schema</c> prints.</summary>
public class ExampleRecipeTests
{
    private static readonly JsonObject _schema = RecipeSchema.Create();

    private static readonly IDeserializer _yaml = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build();

    public static TheoryData<string> Recipes => [.. SourceFile.Files("*.yaml").Where(path => path.Contains("src/") || path.StartsWith("examples/"))];

    [Theory]
    [MemberData(nameof(Recipes))]
    public void The_schema_accepts_what_the_reader_accepts(string path)
    {
        string text = File.ReadAllText(Repository.PathOf(path));

        Assert.NotNull(RecipeReader.Parse(text, path));
        Assert.True(SchemaCheck.Accepts(_schema, Json(text)), $"The schema refuses {path}.");
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void The_schema_refuses_a_section_a_setting_and_a_layer_that_are_none(string path)
    {
        JsonObject recipe = Json(File.ReadAllText(Repository.PathOf(path))).AsObject();

        Assert.False(Accepts(recipe => recipe["no-such-section"] = 1));
        Assert.False(Accepts(recipe => recipe["data"]!["no-such-setting"] = 1));
        Assert.False(Accepts(recipe => recipe["train"]!["epochs"] = "many"));
        Assert.False(Accepts(recipe => recipe["model"]!.AsArray().Add(new JsonObject { ["no-such-layer"] = 1 })));

        bool Accepts(Action<JsonObject> edit)
        {
            JsonObject changed = recipe.DeepClone().AsObject();
            edit(changed);
            return SchemaCheck.Accepts(_schema, changed);
        }
    }

    private static JsonNode Json(string yaml) => ToJson(_yaml.Deserialize<object>(yaml))!;

    private static JsonNode? ToJson(object? value) => value switch
    {
        IDictionary<object, object?> section => new JsonObject(section.Select(pair => KeyValuePair.Create((string)pair.Key, ToJson(pair.Value)))),
        IEnumerable<object?> list => new JsonArray([.. list.Select(ToJson)]),
        null => null,
        _ => JsonValue.Create(value) switch { var node => JsonNode.Parse(node!.ToJsonString()) },
    };
}
