using System.Globalization;
using Unroll.Metrics;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Classification;

/// <summary>The sections of a classification's report.</summary>
internal static class ClassificationReport
{
    /// <summary>Classes, confusion and ROC of the test part.</summary>
    public static IReadOnlyList<ReportSection> Of(TrainingRun run)
    {
        ClassificationEvaluation test = (ClassificationEvaluation)run.Test;
        return [Classes(test), Confusion(test), Roc(test)];
    }

    /// <summary>Target and inputs in a line: <c>The class of whole series (gun, point), from up to 150 steps</c>.</summary>
    public static string Subject(TrainingRun run) => string.Create(
        CultureInfo.InvariantCulture,
        $"The class of whole series ({string.Join(", ", ((ClassificationEvaluation)run.Test).ClassNames)}), from up to "
        + $"{((LearnedClassification)run.Learned).SequenceLength} steps");

    private static TableSection Classes(ClassificationEvaluation test) => new(
        "Classes",
        [
            new("Class"), new("Series", ScoreFormat.Count), new("Precision", ScoreFormat.Share), new("Recall", ScoreFormat.Share),
                new("F1"), new("ROC AUC"),
        ],
        [.. test.Classes.Select(row => (IReadOnlyList<object?>)[row.Name, row.Support, row.Precision, row.Recall, row.F1, row.RocAuc])])
    {
        Note = "Precision is the share of the series predicted to be of a class that are; "
            + "recall the share of its series that are found; F1 their harmonic mean.",
    };

    private static MatrixSection Confusion(ClassificationEvaluation test) => new(
        "Confusion", "true class", "predicted class", test.ClassNames, test.Confusion)
    {
        Note = "How many series of each class are predicted to be of each; those on the diagonal are right.",
    };

    /// <summary>
    /// With two classes the curve of the second, since that of the first mirrors it; else of each class against the rest.
    /// </summary>
    private static LineSection Roc(ClassificationEvaluation test)
    {
        int classes = test.ClassNames.Count;
        List<ChartLine> lines = [];
        for (int index = classes == 2 ? 1 : 0; index < classes; index++)
        {
            RocCurve curve = test.Curve(index);
            lines.Add(new(string.Create(CultureInfo.InvariantCulture, $"{test.ClassNames[index]}: {curve.Area:0.000}"),
                curve.FalsePositiveRates, curve.TruePositiveRates));
        }

        lines.Add(new("chance: 0.500", [0, 1], [0, 1]) { IsReference = true });
        string which = classes == 2 ? $"the class {test.ClassNames[1]}" : "each class against the rest";
        return new(
            "ROC",
            new ChartAxis("false positive rate") { Minimum = 0, Maximum = 1 },
            new ChartAxis("true positive rate") { Minimum = 0, Maximum = 1 },
            lines)
        {
            Note = string.Create(
                CultureInfo.InvariantCulture,
                $"For {which}: the share of it that is found, over the share of the others that is taken for it, as the threshold falls. "
                + $"Area {test.Model["roc_auc"]:0.000}; chance is 0.5."),
        };
    }
}
