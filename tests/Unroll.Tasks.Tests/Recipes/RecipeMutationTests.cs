using Unroll.Tasks.Recipes;
using Unroll.Tasks.Tests.Learning;
using Unroll.Tasks.Translation;

namespace Unroll.Tasks.Tests.Recipes;

/// <summary>
/// Every example, changed in hundreds of ways: each is a recipe, or refused with its line and its field, and nothing else ever happens.
/// </summary>
public sealed class RecipeMutationTests
{
    private const int FewestWays = 300;

    /// <summary>Layers, unless a section of the task describes the network, or the model is a classical one.</summary>
    private static void HasNetwork(Recipe recipe) =>
        Assert.True(recipe.Model.Count > 0 || recipe.Classical is not null || recipe.Task is TranslationTask, recipe.Name);

    private static readonly string[] _values = [
        "many", "-1", "0", "1e99", "\"7\"", "[]", "[1, 2]", "{}", "{a: b}", "", "~", "true", "2016..2015", "*", "!!int x", "'", "lstm: 3"];

    /// <summary>What no example has: several heads, layers used twice; losses, weights and metrics by output.</summary>
    private const string Graph = """
        name: graph
        data: {file: series.csv, target: [load, price]}
        window: {length: 7, horizon: 2}
        split: {train: 0.6, validation: 0.2, test: 0.2}
        model:
          - dense: {units: 4, activation: tanh, name: left}
          - dense: {units: 4, from: input, name: right}
          - lstm: {units: 4, return-state: true, from: left, name: encoder}
          - shared: {layer: encoder, from: right, name: twin}
          - concatenate: {from: [encoder, encoder, twin.1], name: joined}
          - dense: {units: 2, name: load, from: joined}
          - dense: {units: 2, name: price, from: [joined]}
        outputs: {load: load, price: [price]}
        train:
          loss: {load: mean-squared-error, price: {huber: {delta: 2}}}
          loss-weights: {load: 1, price: 0.5}
          metrics: {load: [mae, rmse], price: mae}
          early-stopping: {patience: 3, monitor: val_load_mae}
        """;

    private const string GraphName = "graph.yaml";

    public static TheoryData<string> Examples => [
        .. Directory.GetFiles(Repository.PathOf("examples"), "*.yaml").Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal), GraphName];

    [Theory]
    [MemberData(nameof(Examples))]
    public void Each_change_gives_a_recipe_or_an_error_with_line_and_field(string name)
    {
        string text = name == GraphName ? Graph : File.ReadAllText(Repository.PathOf("examples", name));
        Assert.All(NetworksOf(RecipeReader.Parse(text, name)), HasNetwork);
        string[] changed = [.. Changes(text).Where(change => change != text).Distinct(StringComparer.Ordinal)];
        int refused = 0;
        foreach (string change in changed)
        {
            try
            {
                Assert.All(NetworksOf(RecipeReader.Parse(change, name)), HasNetwork);
            }
            catch (InputException exception)
            {
                refused++;
                CodeNames.AssertNone(exception.Message);
                Assert.True(exception.Message.StartsWith(name, StringComparison.Ordinal), $"{exception.Message}\n{change}");
                bool isYaml = exception.Message.Contains("not valid YAML", StringComparison.Ordinal)
                    || exception.Message.Contains("a second document", StringComparison.Ordinal);
                Assert.True(
                    isYaml || (exception.Message.Contains(", line ", StringComparison.Ordinal)
                        && exception.Message.Contains("field ", StringComparison.Ordinal)), $"{exception.Message}\n{change}");
            }
        }

        Assert.InRange(changed.Length, FewestWays, int.MaxValue);
        Assert.InRange(refused, changed.Length / 2, changed.Length);
    }

    /// <summary>The recipe of each kind of network of each member.</summary>
    private static IEnumerable<Recipe> NetworksOf(Recipe recipe) => recipe.MemberRecipes.SelectMany(member => member.Variants);

    private static IEnumerable<string> Changes(string text)
    {
        string[] lines = text.TrimEnd().Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i];
            if (line.TrimStart().StartsWith('#'))
            {
                continue;
            }

            yield return With(lines, i);
            yield return With(lines, i, line, line);
            yield return With(lines, i, "  " + line);
            yield return With(lines, i, line.TrimStart());
            yield return With(lines, i, "surprise: 3", line);
            foreach (string change in ChangesOf(line))
            {
                yield return With(lines, i, change);
            }
        }
    }

    /// <summary>Misspelt keys, and values of other kinds, sizes and forms.</summary>
    private static IEnumerable<string> ChangesOf(string line)
    {
        for (int colon = line.IndexOf(':', StringComparison.Ordinal); colon > 0; colon = line.IndexOf(':', colon + 1))
        {
            if (colon >= 2 && char.IsAsciiLetter(line[colon - 1]))
            {
                yield return line[..(colon - 2)] + line[colon - 1] + line[colon - 2] + line[colon..];
                yield return line.Remove(colon - 1, 1);
                yield return line.Insert(colon, "s");
            }

            int end = colon + 1;
            while (end < line.Length && line[end] is not (',' or '}' or ']'))
            {
                end++;
            }

            foreach (string value in _values)
            {
                yield return $"{line[..(colon + 1)]} {value}{line[end..]}";
            }
        }
    }

    private static string With(string[] lines, int at, params string[] instead) =>
        string.Join('\n', [.. lines[..at], .. instead, .. lines[(at + 1)..]]) + "\n";
}
