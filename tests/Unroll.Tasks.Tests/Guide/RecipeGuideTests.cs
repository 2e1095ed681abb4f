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
    [InlineData("regulariser", "\"regularizer\"")]
    [InlineData("return-sequence", "\"return-sequences\"")]
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
    public void Every_kind_is_explained_with_its_blocks()
    {
        foreach (IBlockCatalogue catalogue in RecipeGuide.Catalogues)
        {
            foreach (string name in (string[])[catalogue.Kind, catalogue.Kind.Replace(' ', '-')])
            {
                string text = RecipeGuide.Explain(name);
                Assert.Contains($"{catalogue.Kind} (kind of building blocks)", text, StringComparison.Ordinal);
                Assert.All(catalogue.Descriptions, block => Assert.Contains($"  {block.Name} ", text, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Every_setting_of_every_block_is_explained_by_its_name_alone()
    {
        IEnumerable<BlockDescription> blocks = RecipeGuide.Catalogues.SelectMany(catalogue => catalogue.Descriptions);
        foreach (Setting setting in blocks.SelectMany(block => block.Settings))
        {
            Assert.Contains(setting.Help, RecipeGuide.Explain(setting.Name), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("from", "from (setting of every layer, shared)")]
    [InlineData("kernel-regularizer", "kernel-regularizer (setting of ")]
    [InlineData("regularizers", "kernel-regularizer, ")]
    [InlineData("layer", "stands in: model")]
    [InlineData("cell", "none is built in: a program registers its own")]
    [InlineData("loss", "train.loss (key of a recipe)")]
    [InlineData("losses", "huber")]
    [InlineData("learning rate schedule", "cosine-decay-restarts")]
    [InlineData("season-ago", "season-ago (value of method of impute)")]
    [InlineData("walk-forward", "walk-forward (split)")]
    [InlineData("refuse", "refuse (value of data.duplicate-timestamps)")]
    public void Every_word_of_recipes_is_explained(string word, string expected) =>
        Assert.Contains(expected, RecipeGuide.Explain(word), StringComparison.Ordinal);

    [Fact]
    public void The_list_has_every_name() => Assert.All(
        RecipeGuide.Catalogues.SelectMany(catalogue => catalogue.Descriptions),
        block => Assert.Contains($"  {block.Name} ", RecipeGuide.List(), StringComparison.Ordinal));
}
