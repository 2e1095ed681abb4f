using Unroll.Catalogue;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Recipes;

/// <summary>Keys that stand in a section that does not have them, while another place of a recipe does.</summary>
public sealed class MisplacedKeyTests
{
    [Theory]
    [InlineData("prepare: {scale: standard}", "prepare.scale", "prepare.steps, as a step ({steps: [scale: …]})")]
    [InlineData("horizon: 5", "horizon", "window.horizon")]
    [InlineData("epochs: 5", "epochs", "train.epochs")]
    [InlineData("train: {horizon: 5}", "train.horizon", "window.horizon")]
    [InlineData("lstm: 4", "lstm", "model, as a layer ([lstm: …])")]
    [InlineData("window: {adam: 0.1}", "window.adam", "train.optimizer: adam")]
    [InlineData("train: {mean-absolute-error: 1}", "train.mean-absolute-error", "train.loss: mean-absolute-error")]
    public void A_key_that_another_place_has_is_refused_with_that(string lines, string field, string place)
    {
        string text = Refused(lines);
        Assert.Contains($"field {field}: ", text, StringComparison.Ordinal);
        Assert.Contains($"Elsewhere there is {place}", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_the_help_of_one_setting_speaks_of_is_refused_with_that() => Assert.Contains(
        " See future-covariates: Columns that are known in advance", Refused("", ", known: [b]"), StringComparison.Ordinal);

    [Fact]
    public void A_key_that_is_near_one_of_its_section_is_taken_for_that()
    {
        string text = Refused("train: {batch: 32}");
        Assert.Contains("Did you mean \"batch-size\"?", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Elsewhere", text, StringComparison.Ordinal);
    }

    private static string Refused(string lines, string data = "") => Assert.Throws<ConfigurationException>(() => RecipeReader.Parse(
        $"name: a\ndata: {{file: a.csv, target: y{data}}}\nmodel: [{{dense: 1}}]\n{lines}\n", "a.yaml")).Message;
}
