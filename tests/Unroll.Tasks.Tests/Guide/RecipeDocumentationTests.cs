using System.Text.RegularExpressions;
using Unroll.Tasks.Guide;

namespace Unroll.Tasks.Tests.Guide;

/// <summary>The tables of docs/recipes.md are those of the catalogues.</summary>
public sealed partial class RecipeDocumentationTests
{
    private static string DocumentPath => Repository.PathOf("docs", "recipes.md");

    [Fact]
    public void The_tables_are_those_of_the_catalogues()
    {
        string document = File.ReadAllText(DocumentPath), updated = RecipeTables.Update(document);
        if (Environment.GetEnvironmentVariable("UNROLL_WRITE_DOCS") == "1")
        {
            File.WriteAllText(DocumentPath, updated);
            return;
        }

        Assert.True(
            updated == document,
            "docs/recipes.md differs from the catalogues. Write its tables anew: UNROLL_WRITE_DOCS=1 dotnet test "
            + "tests/Unroll.Tasks.Tests --filter RecipeDocumentation");
    }

    [Fact]
    public void Every_section_and_every_catalogue_has_its_table()
    {
        string[] documented = [.. Marker().Matches(File.ReadAllText(DocumentPath)).Select(match => match.Groups[1].Value)];

        Assert.Equal(
            RecipeTables.Names.Except(["gradient clipping"]).Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_table_that_there_is_not_is_an_error() =>
        Assert.Contains("layer", Assert.Throws<ArgumentException>(() => RecipeTables.Of("layers")).Message, StringComparison.Ordinal);

    [GeneratedRegex("<!-- table: ([a-z -]+) -->")]
    private static partial Regex Marker();
}
