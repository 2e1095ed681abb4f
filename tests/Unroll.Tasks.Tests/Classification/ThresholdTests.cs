using System.Text.Json.Nodes;
using Unroll.Tasks.Classification;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Tests.Classification;

/// <summary>Thresholds that a recipe's costs choose on the validation part.</summary>
public class ThresholdTests
{
    [Fact]
    public void The_costs_of_the_recipe_choose_the_threshold_on_the_validation_part()
    {
        // Probabilities of the second class: of those of it 0.3 and 0.9, of the others 0.1, 0.4, 0.5.
        ClassificationEvaluation validation = Of("validation", [0.3, 0.9], [0.1, 0.4, 0.5]);
        ClassificationEvaluation test = Of("test", [0.25, 0.6, 0.8], [0.15, 0.35]);

        test.ChooseThresholds(validation, new ThresholdRecipe { MissCost = 10 });
        ThresholdScores cautious = test.Thresholds.Single(scores => scores.Threshold.Criterion == ThresholdCriterion.Cost);
        test.ChooseThresholds(validation, new ThresholdRecipe { AlarmCost = 10 });
        ThresholdScores bold = test.Thresholds.Single(scores => scores.Threshold.Criterion == ThresholdCriterion.Cost);

        Assert.Equal(0.2, cautious.Threshold.Value, 1e-12);
        Assert.Equal((1, 0.5), (cautious.Recall, cautious.Specificity));
        Assert.Equal(0.7, bold.Threshold.Value, 1e-12);
        Assert.Equal(1 / 3.0, bold.Recall, 1e-12);
        Assert.Equal(1, bold.Specificity);

        JsonArray told = test.Details()["thresholds"]!.AsArray();
        Assert.Equal(["youden", "f1", "cost"], told.Select(row => row!["criterion"]!.GetValue<string>()));
        Assert.Equal("validation", told[0]!["chosen_on"]!.GetValue<string>());
        Assert.Empty(validation.Thresholds);
    }

    [Fact]
    public void The_recipe_reads_its_costs_and_refuses_negative_ones()
    {
        Recipe recipe = RecipeReader.Parse(Text("{miss-cost: 5}"), "waves.yaml");
        Assert.Equal(new ThresholdRecipe { MissCost = 5 }, recipe.Section(ClassificationTask.Threshold));

        InputException refused = Assert.ThrowsAny<InputException>(() => RecipeReader.Parse(Text("{miss-cost: -5}"), "waves.yaml"));
        Assert.Contains("miss-cost", refused.Message, StringComparison.Ordinal);
    }

    private static string Text(string threshold) => $$"""
        name: waves
        task: classify
        data: {file: waves.csv, id: series, class: kind}
        threshold: {{threshold}}
        model: [{gru: 6}, {dense: {units: 1, activation: sigmoid} }]
        """;

    private static ClassificationEvaluation Of(string part, double[] second, double[] first) => ClassificationEvaluation.Of(
        part, ["no", "yes"], [0.5, 0.5],
        [.. second.Select(p => (p, 1)).Concat(first.Select(p => (p, 0))).Select((pair, i) => new ClassPrediction(
            $"s{i}", pair.Item2, pair.p >= 0.5 ? 1 : 0, [1 - pair.p, pair.p]))]);
}
