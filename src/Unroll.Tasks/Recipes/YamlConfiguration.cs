using System.Globalization;
using Unroll.Catalogue;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Unroll.Tasks.Recipes;

/// <summary>A value of a recipe together with its place, so that every error names file, line, column and field.</summary>
internal sealed class YamlConfiguration(YamlNode node, string source, string path) : ConfigurationNode
{
    private const int MostShown = 80;

    public override string Field => path;

    /// <summary>Name of the file that it is from.</summary>
    public string Source => source;

    /// <summary>The section; null where it is none.</summary>
    public YamlMappingNode? Mapping => node as YamlMappingNode;

    public override bool IsSection => node is YamlMappingNode;

    public override bool IsList => node is YamlSequenceNode;

    // A key without a value, "model:", is the empty plain scalar.
    public override bool IsEmpty => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" };

    public override string? Scalar => (node as YamlScalarNode)?.Value;

    // A quoted "12" is text, not a number.
    public override bool IsPlain => node is YamlScalarNode { Style: ScalarStyle.Plain };

    // A pair that is an item of a list in one line, [impute: linear], has no start of its own, but its key has.
    public Mark Start => node is YamlMappingNode { Start.Index: 0, Children.Count: > 0 } pairs ? pairs.Children.First().Key.Start
        : node.Start;

    public override IReadOnlyList<ConfigurationNode> Items() => node is YamlSequenceNode list
        ? [.. list.Children.Select(
            (item, index) => new YamlConfiguration(item, source, Recipe.Item(path, index)))]
        : throw Expected("a list");

    public override IReadOnlyList<KeyValuePair<string, ConfigurationNode>> Fields() => node is YamlMappingNode section
        ? [.. section.Children.Select(
            pair => KeyValuePair.Create(
                NameOf(pair.Key), (ConfigurationNode)new YamlConfiguration(pair.Value, source, Place(NameOf(pair.Key)))))]
        : throw Expected("a section of key: value pairs");

    public override ConfigurationNode Only(string key) => node is YamlMappingNode section
        ? new YamlConfiguration(new YamlMappingNode(section.Children.Where(pair => NameOf(pair.Key) == key)), source, path)
        : throw Expected("a section of key: value pairs");

    public override ConfigurationException Error(string what) => Error(source, Start, path, what);

    public override ConfigurationException Error(string key, string what) => Error(source, KeyOf(key)?.Start ?? Start, Place(key), what);

    /// <summary>An error of a file, at a place in it.</summary>
    /// <param name="source">Name of the file.</param>
    /// <param name="start">Line and column.</param>
    /// <param name="field">The field; empty where there is none.</param>
    /// <param name="what">What was got, what was expected and what to do.</param>
    public static ConfigurationException Error(string source, Mark start, string field, string what) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{source}, line {Math.Max(1, start.Line)}, column {Math.Max(1, start.Column)}{(field.Length == 0 ? "" : $", field {field}")}: "
        + $"{what}"));

    /// <summary>The value at a path below this one, or the nearest above it that is there.</summary>
    /// <param name="place">The path: names joined by dots, numbers of items in brackets; empty for this one.</param>
    public YamlConfiguration Nearest(string place)
    {
        ConfigurationNode current = this;
        foreach (string part in place.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] names = part.Split('[', ']');
            if (!current.IsSection || current.Fields().FirstOrDefault(pair => pair.Key == names[0]).Value is not { } next)
            {
                break;
            }

            current = next;
            foreach (string number in names.Skip(1).Where(name => name.Length > 0))
            {
                int index = int.Parse(number, CultureInfo.InvariantCulture) - 1;
                current = current.IsList && index < current.Items().Count ? current.Items()[index] : current;
            }
        }

        return (YamlConfiguration)current;
    }

    public override string Describe() => node switch
    {
        YamlMappingNode => "a section of key: value pairs",
        YamlSequenceNode => "a list",
        _ when IsEmpty => "nothing",
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Short(scalar.Value ?? ""),
        YamlScalarNode scalar => $"the text \"{Short(scalar.Value ?? "")}\"",
        _ => "something else",
    };

    // What was taken for a recipe may be a whole file of something else.
    private static string Short(string text) => text.Length <= MostShown ? text : text[..MostShown] + "…";

    private static string NameOf(YamlNode key) => (key as YamlScalarNode)?.Value ?? "";

    private YamlNode? KeyOf(string key) => (node as YamlMappingNode)?.Children.Keys.FirstOrDefault(known => NameOf(known) == key);

    private string Place(string key) => path.Length == 0 ? key : $"{path}.{key}";
}
