using Unroll.Tasks.Guide;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Classical;

/// <summary>Classical models in recipes: what is read, written, explained and refused.</summary>
public class ClassicalRecipeTests
{
    private const string Forecast = """
        name: small
        data: {file: small.csv, target: load}
        window: {length: 14, horizon: 3}

        """;

    private const string Classify = "name: small\ntask: classify\ndata: {file: waves.csv, id: series, class: kind}\n";

    private const string Layers = "model: [flatten, {dense: 3}]\n";

    [Theory]
    [InlineData("model: ridge")]
    [InlineData("model: {ridge: 1.5}")]
    [InlineData("model: {auto-arima: {max-order: 3}}")]
    [InlineData("model: [flatten, {dense: 3}]\nbaselines: [auto-arima, ridge]")]
    [InlineData("model: [flatten, {dense: 3}]\nbaselines: theta")]
    public void A_recipe_that_was_written_is_read_again(string lines)
    {
        Recipe recipe = RecipeReader.Parse(Forecast + lines + "\n", "small.yaml") with { Name = "again" };
        Recipe again = RecipeReader.Parse(recipe.ToYaml(), "again.yaml");

        Assert.Equal(recipe.Classical?.ToJson().ToJsonString(), again.Classical?.ToJson().ToJsonString());
        Assert.Equal(
            recipe.Baselines.Select(model => model.ToJson().ToJsonString()),
            again.Baselines.Select(model => model.ToJson().ToJsonString()));
        Assert.Equal(lines.StartsWith("model: [", StringComparison.Ordinal), recipe.Classical is null);
        Assert.Equal(lines.Contains("baselines", StringComparison.Ordinal), recipe.Baselines.Count > 0);
    }

    [Theory]
    [InlineData("model: rigde", "Did you mean \"ridge\"?", "model")]
    [InlineData("model: [flatten, {dense: 3}]\nbaselines: [auto-arma]", "Did you mean \"auto-arima\"?", "baselines[1]")]
    [InlineData("model: {ridge: -1}", "above 0", "model.ridge")]
    [InlineData("model: {ridge: {alpah: 1}}", "not known here", "model.ridge.alpah")]
    [InlineData("model: ridge\ntrain: {epochs: 3}", "belongs to networks", "train.epochs")]
    [InlineData("model: ridge\noutputs: [a]", "belongs to networks", "outputs")]
    [InlineData("model: [flatten, {dense: 3}]\nbaselines: [ridge, {ridge: 2}]", "listed twice", "baselines[2]")]
    [InlineData("model: {tsb: {size-smoothing: 2}}", "expected a number above 0", "model.tsb.size-smoothing")]
    [InlineData("model: {croston: {smoothing: 2}}", "but got 2", "model.croston.smoothing")]
    public void What_does_not_fit_is_refused_with_its_place(string lines, string what, string field)
    {
        InputException error = Assert.ThrowsAny<InputException>(() => RecipeReader.Parse(Forecast + lines + "\n", "small.yaml"));

        Assert.Contains(what, error.Message, StringComparison.Ordinal);
        Assert.Contains($"field {field}", error.Message, StringComparison.Ordinal);
        Assert.Contains(", line ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sequence-to-sequence", "theta")]
    [InlineData("recursive", "theta")]
    [InlineData("direct-each", "ridge")]
    public void Strategies_of_networks_are_refused(string strategy, string model) => Assert.Contains(
        "window.strategy", Assert.ThrowsAny<InputException>(() => RecipeReader.Parse(
            Forecast.Replace("horizon: 3", $"horizon: 3, strategy: {strategy}", StringComparison.Ordinal) + $"model: {model}\n",
            "small.yaml")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_model_of_another_task_is_told_what_it_is()
    {
        Assert.Contains("theta is a forecast model, which does not fit task: classify", Refused(Classify + "model: theta\n"),
            StringComparison.Ordinal);
        Assert.Contains("does not fit task: generate", Refused(
            "name: small\ntask: generate\ndata: {file: a.txt}\nstream: {length: 10}\nmodel: [{gru: 3}]\nbaselines: [ridge]\n"),
            StringComparison.Ordinal);
        Assert.Contains("whose codes are none", Refused(
            "name: small\ntask: classify\ndata: {file: a.csv, text: words, class: kind}\nmodel: ridge\n"), StringComparison.Ordinal);
        Assert.Contains("several labels", Refused(
            "name: small\ntask: classify\ndata: {file: a.csv, id: s, target: [a, b]}\nmodel: ridge\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Layers_are_still_a_list()
    {
        Assert.Contains("list", Refused(Forecast + "model: lstm\n"), StringComparison.Ordinal);
        Assert.Null(RecipeReader.Parse(Forecast + Layers, "small.yaml").Classical);
    }

    [Fact]
    public void The_guide_and_the_schema_know_the_models()
    {
        Assert.Contains("penalty", RecipeGuide.Explain("ridge"), StringComparison.Ordinal);
        Assert.Contains("information criterion", RecipeGuide.Explain("auto-arima"), StringComparison.Ordinal);
        Assert.Contains("baselines", RecipeGuide.Explain("forecast model"), StringComparison.Ordinal);
        string schema = RecipeSchema.Create().ToJsonString();
        Assert.Contains("\"baselines\"", schema, StringComparison.Ordinal);
        Assert.Contains("#/$defs/regression-model", schema, StringComparison.Ordinal);
    }

    private static string Refused(string recipe) =>
        Assert.ThrowsAny<InputException>(() => RecipeReader.Parse(recipe, "small.yaml")).Message;
}
