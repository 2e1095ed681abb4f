using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Recipes;

/// <summary>Recipes that would overflow the stack or fill the memory are refused before they are loaded.</summary>
public sealed class YamlLimitTests
{
    [Theory]
    [InlineData("{a: ", "1", "}")]
    [InlineData("[", "1", "]")]
    [InlineData("{a: [", "1", "]}")]
    [InlineData("- ", "1", "")]
    public void Deep_nesting_is_refused(string open, string inner, string close)
    {
        string deep = string.Concat(Enumerable.Repeat(open, 20_000)) + inner + string.Concat(Enumerable.Repeat(close, 20_000));

        AssertRefused(open == "- " ? $"name:\n  {deep}" : $"name: {deep}", "nested more than 100 deep");
    }

    [Fact]
    public void Aliases_of_aliases_are_counted_as_what_they_stand_for()
    {
        string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 20).Select(i =>
            $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));

        AssertRefused(bomb + RecipeTemplate.Small, "more than 100,000 values");
    }

    [Fact]
    public void Aliases_are_as_deep_as_what_they_stand_for()
    {
        string chain = "a0: &a0 [x]\n" + string.Concat(Enumerable.Range(1, 400).Select(i =>
            $"a{i}: &a{i} {new string('[', 60)}*a{i - 1}{new string(']', 60)}\n"));

        AssertRefused(chain + RecipeTemplate.Small, "nested more than 100 deep");
    }

    [Fact]
    public void A_value_that_holds_itself_is_refused() =>
        AssertRefused("a: &a {b: [*a]}\n" + RecipeTemplate.Small, "*a stands within what it names");

    [Fact]
    public void An_alias_as_people_write_them_is_read() => Assert.Equal(
        3, RecipeReader.Parse(RecipeTemplate.With("  - lstm: 4\n", "  - &layer {lstm: 4}\n  - *layer\n"), "small.yaml").Model.Count);

    private static void AssertRefused(string text, string reason)
    {
        InputException refused = Assert.ThrowsAny<InputException>(() => RecipeReader.Parse(text, "small.yaml"));
        Assert.StartsWith("small.yaml, line ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }
}
