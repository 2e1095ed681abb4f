using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Proposals;

/// <summary>A recipe with what is said beside its lines.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Comments">Comments, each with the text that its line holds; one that begins with a key stands in a line of its own behind that.</param>
internal sealed record ProposedRecipe(Recipe Recipe, IReadOnlyList<KeyValuePair<string, string>> Comments)
{
    /// <summary>The recipe as YAML with its comments.</summary>
    public string ToYaml()
    {
        List<string> lines = [.. Recipe.ToYaml().TrimEnd('\n').Split('\n')];
        foreach ((string text, string comment) in Comments)
        {
            int at = lines.FindIndex(line => line.Contains(text, StringComparison.Ordinal));
            if (at >= 0 && comment.Contains(':', StringComparison.Ordinal))
            {
                lines.Insert(at + 1, $"{lines[at][..^lines[at].TrimStart().Length]}# {comment}");
            }
            else if (at >= 0)
            {
                lines[at] += $"   # {comment}";
            }
        }

        return string.Join('\n', lines) + "\n";
    }
}
