using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Proposals;

/// <summary>A recipe with comments.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Steps">Its steps as they are to stand there.</param>
/// <param name="Comments">
/// Comments, each with the text that its line holds; one that begins with a key stands in a line of its own behind that.
/// </param>
internal sealed record ProposedRecipe(Recipe Recipe, IReadOnlyList<JsonObject> Steps, IReadOnlyList<KeyValuePair<string, string>> Comments)
{
    /// <summary>So that a line fits into 120 columns where it stands indented on a terminal.</summary>
    private const int MostColumns = 116;

    // What whoever takes up the recipe will want to change first, so it stands there even where it is the default.
    private static readonly KeyValuePair<string, string[]>[] _shown = [new("window", ["horizon"]), new("train", ["batch-size", "seed"])];

    /// <summary>The recipe as YAML with its comments.</summary>
    public string ToYaml()
    {
        JsonObject json = (JsonObject)RecipeSections.For(Recipe.Task).Write(Recipe)!;
        json["prepare"] = new JsonObject { ["steps"] = new JsonArray([.. Steps.Select(step => step.DeepClone())]) };
        foreach ((string section, string[] shown) in _shown.Where(pair => pair.Key != "train" || Recipe.Classical is null))
        {
            if (json[section] is JsonObject given)
            {
                json[section] =
                    WithDefaults(given, RecipeSections.For(Recipe.Task).Settings.First(setting => setting.Name == section).Fields, shown);
            }
        }

        List<string> lines = [.. YamlFormatter.ToYaml(json).TrimEnd('\n').Split('\n')];
        if (Comments.Any(comment => IsKey(comment.Value) && !lines.Any(line => line.Contains(comment.Key, StringComparison.Ordinal))))
        {
            Unfold(lines, json, "data");
        }

        foreach ((string text, string comment) in Comments)
        {
            int at = lines.FindIndex(line => line.Contains(text, StringComparison.Ordinal));
            if (IsKey(comment) && at >= 0)
            {
                // Behind a key without a value stands what belongs to it, in a line of its own and further in.
                string indent = lines[at][..^lines[at].TrimStart().Length];
                lines.InsertRange(at + 1, Wrapped(comment, lines[at].EndsWith(':') ? $"{indent}  " : indent));
            }
            else if (at >= 0)
            {
                lines[at] += $"   # {comment}";
            }
        }

        return string.Join('\n', lines) + "\n";
    }

    /// <summary>The lines of a comment; those after the first are indented.</summary>
    private static IEnumerable<string> Wrapped(string comment, string indent)
    {
        string line = $"{indent}#";
        foreach (string word in comment.Split(' '))
        {
            if (line.Length + 1 + word.Length > MostColumns)
            {
                yield return line;
                line = $"{indent}#  ";
            }

            line += $" {word}";
        }

        yield return line;
    }

    private static bool IsKey(string comment) => comment.Contains(':', StringComparison.Ordinal);

    /// <summary>A section that stands in one line becomes a block, so that a key in a comment can be taken up.</summary>
    private static void Unfold(List<string> lines, JsonObject recipe, string name)
    {
        int at = lines.FindIndex(line => line.StartsWith($"{name}: {{", StringComparison.Ordinal));
        if (at < 0 || recipe[name] is not JsonObject section)
        {
            return;
        }

        lines.RemoveAt(at);
        lines.InsertRange(
            at,
            section.SelectMany(field => YamlFormatter.ToYaml(new JsonObject { [field.Key] = field.Value?.DeepClone() }).TrimEnd('\n')
                .Split('\n')).Select(line => "  " + line).Prepend($"{name}:"));
    }

    private static JsonObject WithDefaults(JsonObject given, IReadOnlyList<Setting> settings, string[] shown)
    {
        JsonObject all = [];
        foreach (Setting setting in settings)
        {
            if (given[setting.Name] is { } value)
            {
                all[setting.Name] = value.DeepClone();
            }
            else if (shown.Contains(setting.Name))
            {
                all[setting.Name] = JsonNode.Parse(setting.DefaultDescription.Trim('`'));
            }
        }

        return all;
    }
}
