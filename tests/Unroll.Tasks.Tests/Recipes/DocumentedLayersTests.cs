using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Unroll.Catalogue;
using Unroll.Layers;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Unroll.Tasks.Tests.Recipes;

/// <summary>The layers in the recipes and parts of recipes that the pages show: each can be written so.</summary>
public partial class DocumentedLayersTests
{
    [Fact]
    public void Layers_on_the_pages_are_read()
    {
        int read = 0;
        List<string> refused = [];
        string[] pages =
        [
            Repository.PathOf("README.md"),
            .. Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories),
        ];
        foreach (string page in pages)
        {
            foreach (Match example in YamlBlock().Matches(File.ReadAllText(page)))
            {
                foreach ((string name, JsonObject layer) in LayersOf(example.Groups[1].Value))
                {
                    try
                    {
                        Layer.Catalogue.ReadBlock(new JsonConfiguration(layer, page));
                        read++;
                    }
                    catch (InputException exception)
                    {
                        refused.Add($"{Path.GetFileName(page)}, {name}: {exception.Message}");
                    }
                }
            }
        }

        Assert.Empty(refused);
        Assert.True(read > 50, $"{read} layers");
    }

    /// <summary>The layers with settings in each list of a key <c>model</c>.</summary>
    private static IEnumerable<(string Name, JsonObject Layer)> LayersOf(string example)
    {
        YamlStream stream = [];
        try
        {
            stream.Load(new StringReader(example));
        }
        catch (YamlException)
        {
            // What is left out on a page (…) need not be YAML.
            return [];
        }

        return
            from node in stream.Documents.SelectMany(document => document.AllNodes).OfType<YamlMappingNode>().Distinct()
            from pair in node.Children
            where pair.Key is YamlScalarNode { Value: "model" } && pair.Value is YamlSequenceNode
            from item in ((YamlSequenceNode)pair.Value).OfType<YamlMappingNode>()
            let layer = (JsonObject)JsonOf(item)
            where layer.Count == 1
            let name = layer.Single().Key
            where Layer.Catalogue.Find(name) is not null
            select (name, WithoutPlace(layer));
    }

    /// <summary>The layer without its name and what it follows, which are the graph's.</summary>
    private static JsonObject WithoutPlace(JsonObject layer)
    {
        if (layer.Single().Value is JsonObject settings)
        {
            settings.Remove("name");
            settings.Remove("from");
        }

        return layer;
    }

    private static JsonNode JsonOf(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(
            pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, (JsonNode?)JsonOf(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Select(JsonOf)]),
        YamlScalarNode { Value: "true" or "false" } scalar => JsonValue.Create(scalar.Value == "true"),
        YamlScalarNode scalar => double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? JsonValue.Create(number) : JsonValue.Create(scalar.Value!),
        _ => throw new ArgumentException($"A node {node}."),
    };

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();
}
