using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Recipes;

/// <summary>docs/recipes.md and the reader must know the same keys.</summary>
public sealed class RecipeDocumentationTests
{
    [Fact]
    public void The_documentation_lists_every_key_with_type_and_default_and_no_other()
    {
        string[][] documented =
        [
            .. File.ReadAllLines(RepositoryFiles.PathOf("docs", "recipes.md"))
                .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
                .Select(line => line.Split('|').Select(cell => cell.Trim()).ToArray()),
        ];

        Assert.Equal(
            RecipeKeys.All.Select(key => (key.Path, key.Type, key.Default)),
            documented.Select(cells => (cells[1].Trim('`'), cells[2], cells[3])));
        Assert.All(documented, cells => Assert.NotEmpty(cells[4]));
    }

    [Fact]
    public void No_key_is_listed_twice() => Assert.Equal(RecipeKeys.All.Count, RecipeKeys.All.Select(key => key.Path).Distinct().Count());

    [Fact]
    public void Every_section_of_a_key_is_a_key_itself() =>
        Assert.All(
            RecipeKeys.All.Where(key => key.Section.Length > 0),
            key => Assert.Contains(RecipeKeys.All, other => other.Path == key.Section || other.Path + "[]" == key.Section));
}
