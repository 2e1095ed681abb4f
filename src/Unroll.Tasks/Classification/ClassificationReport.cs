using System.Globalization;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Classification;

/// <summary>The sections of a classification's report.</summary>
internal static class ClassificationReport
{
    private const int MostMisclassified = 20;
    private const int MostOfAMatrix = 30;
    private const int MostCurves = 12;

    /// <summary>Classes, confusion, curves, thresholds and mistakes of the test part.</summary>
    public static IReadOnlyList<ReportSection> Of(TrainingRun run)
    {
        ClassificationEvaluation test = (ClassificationEvaluation)run.Test;
        return
        [
            Classes(test), Confusion(test), Roc(test), PrecisionRecall(test), Calibration(test),
            .. test.Thresholds.Count > 0 ? [Thresholds(test, run.Recipe.Section(ClassificationTask.Threshold))] : (ReportSection[])[],
            .. test.Series.Any(prediction => prediction.IsWrong) ? [Misclassified(test)] : (ReportSection[])[],
            .. test.Misclassified.Count > 0 ? [NeighborCharts.Of(test)] : (ReportSection[])[],
        ];
    }

    /// <summary>Target and inputs in a line: <c>The class of whole series (gun, point), from up to 150 steps</c>.</summary>
    public static string Subject(TrainingRun run) => string.Create(
        CultureInfo.InvariantCulture,
        $"The class of whole series ({NamesOf(((ClassificationEvaluation)run.Test).ClassNames)}), from up to "
        + $"{CountFormatter.Format(((LearnedClassification)run.Learned).SequenceLength, "steps")}");

    private static string NamesOf(IReadOnlyList<string> names) => names.Count <= ConfusedClasses.MostListed ? string.Join(", ", names)
        : string.Create(CultureInfo.InvariantCulture, $"{names.Count}: {string.Join(", ", names.Take(5))}, …");

    private static TableSection Classes(ClassificationEvaluation test) => ClassCharts.Scores(
        "Classes", "Class", test.Classes,
        "Precision is the share of the series predicted to be of a class that are; recall the share of its series that are found; F1 "
        + "their harmonic mean. ROC AUC has its 95 % confidence interval beside it, by DeLong's variance.");

    private static ReportSection Confusion(ClassificationEvaluation test) => test.ClassNames.Count > MostOfAMatrix ? Confused(test)
        : new MatrixSection("Confusion", "true class", "predicted class", test.ClassNames, test.Confusion)
        {
            Note = "How many series of each class are predicted to be of each, and their share of the true class; those on the diagonal "
                + "are right.",
        };

    private static TableSection Confused(ClassificationEvaluation test) => new(
        "Confusion",
        [new("True class"), new("Predicted class"), new("Series", ScoreFormat.Count), new("Share of the class", ScoreFormat.Share)],
        [.. ConfusedClasses.Pairs(test.Confusion).Select(pair => (IReadOnlyList<object?>)
        [
            test.ClassNames[pair.Actual], test.ClassNames[pair.Predicted], pair.Count,
            pair.Count / (double)test.Classes[pair.Actual].Support,
        ])])
    {
        Note = string.Create(
            CultureInfo.InvariantCulture,
            $"The pairs of {CountFormatter.Format(test.ClassNames.Count, "classes")} that are confused most often. All counts are in "
                + $"metrics.json (confusion)."),
    };

    /// <summary>
    /// With two classes the curve of the second, since that of the first mirrors it; else of each class against the rest.
    /// </summary>
    private static LineSection Roc(ClassificationEvaluation test)
    {
        int classes = test.ClassNames.Count;
        string which = classes == 2 ? $"the class {test.ClassNames[1]}"
            : classes > MostCurves ? $"the classes with the least area of {classes}, each against the rest" : "each class against the rest";
        return ClassCharts.Roc(Drawn(test).Select(index => KeyValuePair.Create(test.ClassNames[index], test.Curve(index))), string.Create(
            CultureInfo.InvariantCulture,
            $"For {which}: the share of it that is found, over the share of the others that is taken for it, as the threshold falls. "
            + $"Area {test.Model["roc_auc"]:0.000}{IntervalOf(test)}; chance is 0.5."));
    }

    /// <summary>The classes whose curves are drawn: the second of two; of more all, or of many those with the least area.</summary>
    private static IReadOnlyList<int> Drawn(ClassificationEvaluation test) => test.ClassNames.Count == 2 ? [1]
        : ConfusedClasses.Worst([.. test.Classes.Select(scores => scores.RocAuc)], MostCurves);

    private static string IntervalOf(ClassificationEvaluation test) =>
        test.Model.First(score => score.Name == "roc_auc").Interval is { } interval && double.IsFinite(interval.Lower)
            ? string.Create(CultureInfo.InvariantCulture,
                $" ({100 * interval.Level:0} % confidence interval {interval.Lower:0.000} to {interval.Upper:0.000})")
            : "";

    private static LineSection PrecisionRecall(ClassificationEvaluation test) => ClassCharts.PrecisionRecall(
        Drawn(test).Select(index => KeyValuePair.Create(test.ClassNames[index], test.PrecisionRecall(index))),
        test.ClassNames.Count == 2 ? test.Classes[1].Support / (double)test.Samples : null,
        "Of the series taken for a class, the share that is of it, over the share of the class that is found, as the threshold falls; "
        + "with the average precision, the area below.");

    private static LineSection Calibration(ClassificationEvaluation test) => ClassCharts.Calibration(test.Calibration, string.Create(
        CultureInfo.InvariantCulture,
        $"How often {(test.ClassNames.Count == 2 ? $"a series is of the class {test.ClassNames[1]}" : "the predicted class is right")}"
        + $", over its probability, in ten bins. Expected calibration error {test.Model["expected_calibration_error"]:0.000}, "
        + $"Brier score {test.Model["brier"]:0.000}."));

    private static TableSection Thresholds(ClassificationEvaluation test, ThresholdRecipe costs) => new(
        "Thresholds",
        [
            new("Criterion"), new("Threshold"), new("Accuracy", ScoreFormat.Share), new("Precision", ScoreFormat.Share),
            new("Recall", ScoreFormat.Share), new("Specificity", ScoreFormat.Share), new("F1"),
        ],
        [.. test.Thresholds.Select(row => (IReadOnlyList<object?>)
        [
            row.Threshold.Criterion switch
            {
                ThresholdCriterion.Youden => "Youden: sensitivity + specificity",
                ThresholdCriterion.F1 => "F1",
                _ => string.Create(
                    CultureInfo.InvariantCulture, $"Cost: {costs.MissCost:G4} a miss, {costs.AlarmCost:G4} a false alarm"),
            },
            row.Threshold.Value, row.Accuracy, row.Precision, row.Recall, row.Specificity, row.F1,
        ])])
    {
        Note = $"Thresholds of the probability of the class {test.ClassNames[1]}, chosen on the validation part, and their scores on the "
            + "test part.",
    };

    private static TableSection Misclassified(ClassificationEvaluation test) => new(
        "Misclassified series",
        [
            new("Series"), new("True class"), new("Predicted"), new("Probability", ScoreFormat.Share),
            new("of the true class", ScoreFormat.Share),
        ],
        [.. test.Series.Where(prediction => prediction.IsWrong)
            .OrderByDescending(prediction => prediction.Excess)
            .ThenBy(prediction => prediction.Id, StringComparer.Ordinal)
            .Take(MostMisclassified)
            .Select(prediction => (IReadOnlyList<object?>)
            [
                prediction.Text ?? prediction.Id, test.ClassNames[prediction.Actual!.Value], test.ClassNames[prediction.Predicted],
                prediction.Probabilities[prediction.Predicted], prediction.Probabilities[prediction.Actual.Value],
            ])])
    {
        Note = "The series that were taken for another class, the most confident mistakes first: where to look for wrong labels, and for "
            + "what the network does not see.",
    };
}
