using System.Text.Json;

namespace Unroll.Cli.Tests;

public sealed class ExplainAndSchemaTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("lstm")]
    [InlineData("data")]
    [InlineData("from")]
    [InlineData(null)]
    public void Lines_are_as_wide_as_the_terminal_and_what_has_to_be_given_is_said_to_be_required(string? name)
    {
        string[] args = name is null ? ["explain"] : ["explain", name];
        CliRun wide = CliRun.Of(args), narrow = CliRun.Of(args, new Dictionary<string, string> { ["COLUMNS"] = "70" });

        Assert.Equal(0, wide.ExitCode);
        Assert.All(Lines(wide), line => Assert.True(line.Length <= 100, line));
        Assert.All(Lines(narrow), line => Assert.True(line.Length <= 70, line));
        Assert.Equal(Words(wide), Words(narrow));
        Assert.DoesNotContain("default: required", wide.Output, StringComparison.Ordinal);

        static IEnumerable<string> Lines(CliRun run) => run.Output.Split('\n')
            .Where(line => !line.TrimStart().StartsWith("example:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_block_is_explained_with_settings_formula_and_example()
    {
        CliRun run = CliRun.Of(["explain", "lstm"]);

        Assert.Equal(0, run.ExitCode);
        foreach (string part in (string[])[
            "lstm (layer)", "units", "; required", "recurrent-dropout", "number from 0 to below 1", "tanh",
            "example: lstm: {units: 32"])
        {
            Assert.Contains(part, string.Join(' ', Words(run)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Keys_and_lists_are_told_and_unknown_names_have_a_suggestion()
    {
        Assert.Contains("train.learning-rate (key of a recipe)", CliRun.Of(["explain", "learning-rate"]).Output, StringComparison.Ordinal);
        string all = CliRun.Of(["explain"]).Output;
        Assert.All(
            (string[])["layer", "optimizer", "forecast", "conv1d", "holidays", "huber"],
            name => Assert.Contains(name, all, StringComparison.Ordinal));
        CliRun.Of(["explain", "lsmt"]).AssertRefused("lsmt", "lstm");
        CliRun.Of(["explain", _folder.Path]).AssertRefused("folder", "--data");
    }

    [Fact]
    public void The_schema_is_one_document_or_a_file()
    {
        CliRun run = CliRun.Of(["schema"]);
        using JsonDocument schema = JsonDocument.Parse(run.Output);
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.RootElement.GetProperty("$schema").GetString());
        Assert.Equal("", run.Error);

        Assert.Equal(0, CliRun.Of(["schema", "--out", _folder.In("recipe.schema.json")]).ExitCode);
        Assert.Equal(run.Output.Trim(), File.ReadAllText(_folder.In("recipe.schema.json")).Trim());
    }

    private static string[] Words(CliRun run) => run.Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
