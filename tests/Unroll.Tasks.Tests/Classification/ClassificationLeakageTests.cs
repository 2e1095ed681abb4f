using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Classification;

/// <summary>
/// Recipes that would tell a classifier the class, or could never be used on a series that is new, are refused with the reason.
/// </summary>
public sealed class ClassificationLeakageTests
{
    [Theory]
    [InlineData("channels: [load, kind]", "data.channels[2]")]
    [InlineData("static-covariates: [kind]", "data.static-covariates[1]")]
    [InlineData("channels: [load], categories: [kind]", "data.categories[1]", "kind is the class, which is no input")]
    public void The_class_cannot_be_an_input(string entry, string field, string reason = "the network would be given the answer") =>
        Refused($"{{file: a.csv, id: unit, class: kind, {entry}}}", "[scale]", field, reason);

    [Theory]
    [InlineData("[detrend]", "Use difference")]
    [InlineData("[detrend: {degree: 0}]", "Use difference")]
    [InlineData("[impute: {method: mean, per-series: true}]", "Leave per-series out")]
    [InlineData("[clip: {method: sigma, per-series: true}]", "Leave per-series out")]
    [InlineData("[power: {per-series: true}]", "Leave per-series out")]
    public void Steps_that_learn_of_each_series_cannot_meet_a_new_one(string steps, string advice) =>
        Refused("{file: a.csv, id: unit, class: kind}", steps, "prepare.steps[1]", advice);

    [Fact]
    public void Other_columns_and_steps_are_taken()
    {
        Recipe recipe = RecipeReader.Parse(
            Text("{file: a.csv, id: unit, class: kind, channels: [load], static-covariates: [age]}",
                "[scale: {per-series: false}, impute]"), "a.yaml");

        Assert.Equal(2, recipe.EffectiveSteps.Count);
    }

    private static void Refused(string data, string steps, string field, string reason)
    {
        InputException error = Assert.ThrowsAny<InputException>(() => RecipeReader.Parse(Text(data, steps), "a.yaml"));

        Assert.Contains($"field {field}", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private static string Text(string data, string steps) =>
        $"name: a\ntask: classify\ndata: {data}\nprepare: {{steps: {steps}}}\n"
        + "model: [{lstm: 4}, {dense: {units: 1, activation: sigmoid}}]\n";
}
