using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Tasks.Guide;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Unroll.Tasks.Tests.Guide;

/// <summary>The JSON Schema of recipes allows what the reader takes.</summary>
public sealed class RecipeSchemaTests
{
    private static readonly JsonObject _schema = RecipeSchema.Create();

    public static TheoryData<string> Examples => [
        .. Directory.GetFiles(Repository.PathOf("examples"), "*.yaml").Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Examples_are_valid(string name) =>
        Assert.True(SchemaCheck.Accepts(_schema, Json(File.ReadAllText(Repository.PathOf("examples", name)))), name);

    [Theory]
    [InlineData("window: {length: 7}", "window: {lenght: 7}")]
    [InlineData("window: {length: 7}", "window: {length: 0}")]
    [InlineData("window: {length: 7}", "sequence: {length: longest}")]
    [InlineData("window: {length: 7}", "task: classify\nwindow: {length: 7}")]
    [InlineData("lstm: 4", "lstn: 4")]
    [InlineData("lstm: 4", "lstm: {unit: 4}")]
    [InlineData("epochs: 2", "epochs: many")]
    [InlineData("epochs: 2", "loss: means")]
    [InlineData("name: a\n", "")]
    public void What_the_reader_refuses_is_invalid(string part, string instead)
    {
        const string Recipe =
            "name: a\ndata: {file: a.csv, target: load}\nwindow: {length: 7}\nmodel: [lstm: 4, dense: 1]\ntrain: {epochs: 2}\n";
        Assert.Contains(part, Recipe, StringComparison.Ordinal);
        Assert.True(SchemaCheck.Accepts(_schema, Json(Recipe)));

        Assert.False(SchemaCheck.Accepts(_schema, Json(Recipe.Edit(part, instead))));
    }

    [Theory]
    [InlineData("loss: mse, metrics: [mae, {rmse: {}}], weight-average: {ema: 0.9}")]
    [InlineData("loss: {a: mse, b: {huber: {delta: 2}}}, loss-weights: {a: 0.5}, metrics: {a: mae, b: [mae, mape]}")]
    public void Short_names_and_values_by_output_are_valid(string train) => Assert.True(SchemaCheck.Accepts(_schema, Json(
        "name: a\ndata: {file: a.csv, target: [a, b]}\nwindow: {length: 7}\n"
        + "model: [{lstm: {units: 4, name: h}}, {shared: h}, {dense: {units: 1, name: a}}, {dense: {units: 1, from: [h, h], name: b}}]\n"
        + $"outputs: {{a: a, b: [b]}}\ntrain: {{{train}}}\n")));

    private static JsonNode? Json(string yaml)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(yaml));
        return Json(stream.Documents[0].RootNode);
    }

    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode section =>
            new JsonObject(section.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, Json(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "null" } => null,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar
            when double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) =>
                JsonValue.Create(number),
        _ => JsonValue.Create(((YamlScalarNode)node).Value),
    };
}
