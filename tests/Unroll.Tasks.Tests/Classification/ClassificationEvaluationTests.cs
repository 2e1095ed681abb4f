using System.Text.Json.Nodes;
using Unroll.Tasks.Classification;

namespace Unroll.Tasks.Tests.Classification;

public class ClassificationEvaluationTests
{
    [Fact]
    public void Two_classes_by_hand()
    {
        // Probabilities of class b: 0.9 0.8 0.3 for those of b, 0.6 0.2 0.1 0.4 for those of a.
        ClassificationEvaluation scores =
            Of(["a", "b"], [1, 1, 1, 0, 0, 0, 0], [[0.1, 0.9], [0.2, 0.8], [0.7, 0.3], [0.4, 0.6], [0.8, 0.2], [0.9, 0.1], [0.6, 0.4]]);

        Assert.Equal(7, scores.Samples);
        Assert.Equal([3, 1], scores.Confusion[0]);
        Assert.Equal([1, 2], scores.Confusion[1]);
        Assert.Equal(5 / 7.0, scores.Model["accuracy"], 12);
        Assert.Equal((0.75 + (2 / 3.0)) / 2, scores.Model["balanced_accuracy"], 12);
        Assert.Equal(0.75, scores.Classes[0].Precision, 12);
        Assert.Equal(2 / 3.0, scores.Classes[1].Precision, 12);
        Assert.Equal(2 / 3.0, scores.Classes[1].F1, 12);
        Assert.Equal((0.75 + (2 / 3.0)) / 2, scores.Model["macro_f1"], 12);

        // Of 3 · 4 pairs, those of 0.3 with 0.6 and 0.4 are in the wrong order.
        Assert.Equal(10 / 12.0, scores.Model["roc_auc"], 12);
        Assert.Equal(10 / 12.0, scores.Classes[0].RocAuc, 12);
        double product = 0.9 * 0.8 * 0.3 * 0.4 * 0.8 * 0.9 * 0.6;
        Assert.Equal(-Math.Log(product) / 7, scores.Model["log_loss"], 6);
    }

    [Fact]
    public void Of_many_classes_those_told_worst_and_the_pairs_confused_most_are_shown()
    {
        // Forty classes of three each; 7 is taken for 8 always, 9 for 10 once.
        int[] actual = [.. Enumerable.Range(0, 120).Select(number => number / 3)];
        double[][] probabilities = [.. actual.Select((own, number) => Enumerable.Range(0, 40).Select(
            index => index == (own == 7 ? 8 : number == 27 ? 10 : own) ? 0.61 : 0.01).ToArray())];
        ClassificationEvaluation scores = Of([.. Enumerable.Range(0, 40).Select(index => $"c{index}")], actual, probabilities);

        Assert.Equal(2, scores.Tables.Count);
        Assert.All(scores.Tables, table => Assert.InRange(table.Columns.Count, 2, 13));
        Assert.Equal("the classes of 40 told worst", scores.Tables[0].Columns[0]);
        Assert.Equal(["c7", "c8", "c9"], scores.Tables[0].Rows.Take(3).Select(row => row[0]));
        Assert.Equal(15, scores.Tables[0].Rows.Count);
        Assert.Equal(["c7", "c8", "3", "1.000"], scores.Tables[1].Rows[0]);
        Assert.Equal(["c9", "c10", "1", "0.333"], scores.Tables[1].Rows[1]);
        Assert.Equal(2, scores.Tables[1].Rows.Count);
    }

    [Fact]
    public void Three_classes_of_which_one_does_not_occur()
    {
        ClassificationEvaluation scores = Of(["a", "b", "c"], [0, 0, 1], [[0.8, 0.1, 0.1], [0.2, 0.3, 0.5], [0.1, 0.7, 0.2]]);

        Assert.Equal(2 / 3.0, scores.Model["accuracy"], 12);
        Assert.Equal((0.5 + 1) / 2, scores.Model["balanced_accuracy"], 12);

        // A class that is predicted counts, though it does not occur, as in scikit-learn.
        Assert.Equal(((2 / 3.0) + 1 + 0) / 3, scores.Model["macro_f1"], 12);
        Assert.Equal(1, scores.Model["roc_auc"], 12);
        Assert.Equal(0, scores.Classes[2].Support);
        Assert.True(double.IsNaN(scores.Classes[2].RocAuc));
    }

    [Fact]
    public void A_certain_mistake_costs_much_but_not_everything()
    {
        ClassificationEvaluation scores = Of(["a", "b"], [0], [[0, 1]]);

        Assert.Equal(-Math.Log(1e-7), scores.Model["log_loss"], 4);
        Assert.True(double.IsNaN(scores.Model["roc_auc"]));
    }

    [Fact]
    public void The_majority_has_the_measures_of_always_naming_the_most_frequent_class()
    {
        ClassificationEvaluation scores = Of(["a", "b"], [0, 1, 1, 1], [[1, 0], [0, 1], [0, 1], [0, 1]]);

        Assert.Equal("majority", scores.Baselines[0].Key);
        Assert.Equal(0.75, scores.Baselines[0].Value["accuracy"]);
        Assert.Equal(0.5, scores.Baselines[0].Value["balanced_accuracy"]);
        Assert.Equal(0.5, scores.Baselines[0].Value["roc_auc"]);
        Assert.Equal(-((3 * Math.Log(0.75)) + Math.Log(0.25)) / 4, scores.Baselines[0].Value["log_loss"], 6);
        Assert.Equal(scores.Model.Select(score => score.Name), scores.Baselines[0].Value.Select(score => score.Name));
    }

    [Fact]
    public void Details_list_each_class_and_the_confusion()
    {
        JsonObject details = Of(["a", "b"], [1, 0, 1], [[0.1, 0.9], [0.2, 0.8], [0.7, 0.3]]).Details();

        JsonArray byClass = details["by_class"]!.AsArray();
        Assert.Equal(["a", "b"], byClass.Select(row => row!["class"]!.GetValue<string>()));
        Assert.Equal(0.5, byClass[1]!["recall"]!.GetValue<double>());
        Assert.Equal("[[0,1],[1,1]]", details["confusion"]!.ToJsonString());
    }

    [Fact]
    public void What_cannot_be_scored_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Of(["a", "b"], [], []));
        Assert.Throws<ArgumentException>(() => Of(["a"], [0], [[1]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Of(["a", "b"], [2], [[0, 1]]));
        Assert.Throws<ArgumentException>(
            () => ClassificationEvaluation.Of("test", ["a", "b"], [0.5, 0.5], [new ClassPrediction("s", null, 0, [1, 0])]));
    }

    private static ClassificationEvaluation Of(string[] names, int[] actual, double[][] probabilities) => ClassificationEvaluation.Of(
        "test",
        names,
        [.. names.Select((_, index) => actual.Count(label => label == index) / Math.Max(1.0, actual.Length))],
        [.. actual.Select((label, i) =>
            new ClassPrediction($"s{i}", label, Array.IndexOf(probabilities[i], probabilities[i].Max()), probabilities[i]))]);
}
