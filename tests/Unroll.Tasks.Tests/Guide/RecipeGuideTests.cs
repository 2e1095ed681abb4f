using Unroll.Catalogue;
using Unroll.Tasks.Guide;

namespace Unroll.Tasks.Tests.Guide;

public sealed class RecipeGuideTests
{
    [Fact]
    public void Every_block_of_every_catalogue_and_every_key_is_explained()
    {
        foreach (BlockDescription block in RecipeGuide.Catalogues.SelectMany(catalogue => catalogue.Descriptions))
        {
            string text = RecipeGuide.Explain(block.Name);
            Assert.Contains(block.Summary, text, StringComparison.Ordinal);
            Assert.All(block.Settings, setting => Assert.Contains(setting.Help, text, StringComparison.Ordinal));
        }

        Assert.All(RecipeGuide.Keys, key => Assert.Contains(key.Value.Help, RecipeGuide.Explain(key.Key), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lsmt", "\"lstm\"")]
    [InlineData("train.learning-rat", "learning-rate")]
    [InlineData("mean-square-error", "\"mean-squared-error\"")]
    public void An_unknown_name_has_a_suggestion(string name, string suggestion) =>
        Assert.Contains(suggestion, Assert.ThrowsAny<InputException>(() => RecipeGuide.Explain(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_name_of_two_things_is_told_of_both()
    {
        string text = RecipeGuide.Explain("mean-absolute-error");

        Assert.Contains("mean-absolute-error (loss)", text, StringComparison.Ordinal);
        Assert.Contains("mean-absolute-error (metric)", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_has_every_name() => Assert.All(
        RecipeGuide.Catalogues.SelectMany(catalogue => catalogue.Descriptions),
        block => Assert.Contains($"  {block.Name} ", RecipeGuide.List(), StringComparison.Ordinal));
}
