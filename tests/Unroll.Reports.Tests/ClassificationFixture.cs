using Unroll.Tasks.Classification;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Reports.Tests;

/// <summary>Classification runs with synthetic numbers: two of three series of each class are told rightly.</summary>
internal static class ClassificationFixture
{
    /// <summary>A run that went well.</summary>
    /// <param name="classNames">Names of the classes, at least two.</param>
    public static ClassificationRun Run(params string[] classNames) => new()
    {
        Name = "gestures",
        Recipe = RecipeReader.Parse(RecipeTemplate, "gestures.yaml"),
        Seed = 7,
        Threads = 2,
        ClassNames = classNames,
        ModelSummary = "Layer        Output shape    Parameters\nGru          [batch, 32]          3,360\n",
        ParameterCount = 3360,
        InputNames = ["x", "y"],
        SequenceLength = 150,
        Histories = [RunFixture.Train(40, StopReason.EarlyStopping, best: 28)],
        TrainingSeconds = 3.42,
        Parts = [Evaluate("validation", classNames), Evaluate("test", classNames)],
        PartCounts = [Counts("train", classNames, 9), Counts("validation", classNames, 3), Counts("test", classNames, 3)],
    };

    private static ClassCounts Counts(string part, string[] classNames, int each) =>
        new(part, each * classNames.Length, [.. classNames.Select(_ => each)]);

    private static ClassificationEvaluation Evaluate(string part, string[] classNames)
    {
        int classes = classNames.Length;
        ClassPrediction[] predictions = [.. Enumerable.Range(0, 3 * classes).Select(i =>
        {
            int actual = i % classes, predicted = i < 2 * classes ? actual : (actual + 1) % classes;
            return new ClassPrediction($"s{i}", actual, predicted, [.. Enumerable.Range(0, classes).Select(c => c == predicted ? 0.75f : 0.25f / (classes - 1))]);
        })];
        int[] truth = [.. predictions.Select(prediction => prediction.Actual!.Value)];
        return new ClassificationEvaluation(
            part,
            ClassificationScores.Of(classNames, truth, [.. predictions.SelectMany(prediction => prediction.Probabilities)]),
            ClassificationScores.Of(classNames, truth, [.. predictions.SelectMany(_ => Enumerable.Repeat(1f / classes, classes))]),
            predictions);
    }

    private const string RecipeTemplate = """
        name: gestures
        task: classify
        data:
          file: gestures.ts
        model:
          - gru: 32
          - dense: {units: 1, activation: sigmoid}
        train:
          epochs: 60
        """;
}
