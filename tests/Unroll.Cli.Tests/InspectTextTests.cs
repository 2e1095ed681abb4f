using System.Text.Json;
using Unroll.Tasks.Recipes;

namespace Unroll.Cli.Tests;

/// <summary>What <c>unroll inspect</c> says of texts and lists, and the recipes that it proposes.</summary>
public sealed class InspectTextTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_text_is_described_and_its_recipe_trains_as_it_is()
    {
        string path = _folder.Write("verse.txt", string.Concat(Enumerable.Repeat("Who goes there,\nin the night?\n\n", 60)));

        CliRun inspect = CliRun.Of(["inspect", path, "--recipe", _folder.In("verse.yaml")]);

        Assert.True(inspect.ExitCode == 0, inspect.Error);
        foreach (string word in (string[])["running text, utf-8", "1,860", "blank", "verse.yaml"])
        {
            Assert.Contains(word, inspect.Output, StringComparison.Ordinal);
        }

        Assert.Equal("verse.txt", RecipeReader.Read(_folder.In("verse.yaml")).Data.File);
        CliRun train = CliRun.Of(["train", _folder.In("verse.yaml"), "--out", _folder.In("run")]);
        Assert.True(train.ExitCode == 0, train.Error);
        Assert.Contains("markov-5", train.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_is_proposed_as_lines_and_a_short_text_not_at_all()
    {
        string names = string.Concat(Enumerable.Range(0, 300).Select(i => $"{"ABCDEF"[i % 6]}{"aeiou"[i % 5]}{"lnrst"[i / 60]}\n"));
        CliRun json = CliRun.Of(["inspect", _folder.Write("names.txt", names), "--json"]);
        using JsonDocument document = JsonDocument.Parse(json.Output);
        Assert.Equal("lines", document.RootElement.GetProperty("kind").GetString());
        string recipe = document.RootElement.GetProperty("recipe").GetString()!;
        Assert.Contains("format: lines", recipe, StringComparison.Ordinal);
        Assert.Contains("by: group", recipe, StringComparison.Ordinal);

        string few = _folder.Write("few.txt", "Who goes there?\nNobody.\n");
        Assert.Contains("No recipe is proposed", CliRun.Of(["inspect", few]).Output, StringComparison.Ordinal);
        CliRun.Of(["inspect", few, "--recipe", _folder.In("few.yaml")]).AssertRefused("no recipe can be proposed", "24 characters");
        CliRun.Of(["train", few]).AssertRefused("no recipe can be proposed");
        Assert.False(File.Exists(_folder.In("few.yaml")));
    }
}
