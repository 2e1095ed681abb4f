using System.Globalization;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Classification;

/// <summary>The sections of the report of a classification with several labels at once.</summary>
internal static class MultiLabelReport
{
    private const int MostWrong = 20;
    private const int MostCurves = 12;

    /// <summary>Labels, curves, calibration, thresholds and mistakes of the test part.</summary>
    public static IReadOnlyList<ReportSection> Of(MultiLabelEvaluation test) =>
    [
        Labels(test), Roc(test), PrecisionRecall(test), Calibration(test),
        .. test.Thresholds.Count > 0 ? [Thresholds(test)] : (ReportSection[])[],
        .. test.Series.Any(prediction => prediction.IsWrong) ? [Wrong(test)] : (ReportSection[])[],
    ];

    /// <summary>Target and inputs in a line.</summary>
    public static string Subject(MultiLabelEvaluation test, int length) =>
        $"The labels of whole series, several at once ({string.Join(", ", test.LabelNames)}), from up to "
        + $"{CountFormatter.Format(length, "steps")}";

    private static TableSection Labels(MultiLabelEvaluation test) => ClassCharts.Scores(
        "Labels", "Label", test.Labels,
        "Each label is a decision of its own. Precision is the share of right ones among its predictions; recall the share of its "
        + "series that are found; F1 their harmonic mean. ROC AUC has its 95 % confidence interval beside it, by DeLong's variance.");

    private static LineSection Roc(MultiLabelEvaluation test) => ClassCharts.Roc(
        Drawn(test).Select(label => KeyValuePair.Create(test.LabelNames[label], test.Curve(label))),
        "For each label: the share of its series that is found, over the share of the others that is taken for it, as the threshold "
        + $"falls. {MostFrequent(test)}");

    private static LineSection PrecisionRecall(MultiLabelEvaluation test) => ClassCharts.PrecisionRecall(
        Drawn(test).Select(label => KeyValuePair.Create(test.LabelNames[label], test.PrecisionRecall(label))), chance: null,
        "Of the series that a label is predicted for, the share that has it, over the share of its series that is found, as the "
        + $"threshold falls; with the average precision, the area below. {MostFrequent(test)}");

    private static LineSection Calibration(MultiLabelEvaluation test) => ClassCharts.Calibration(test.Calibration, string.Create(
        CultureInfo.InvariantCulture,
        $"How often a series has a label, over its predicted probability, in ten bins, of all labels together. Expected calibration "
        + $"error {test.Calibration.ExpectedError:0.000}."));

    private static TableSection Thresholds(MultiLabelEvaluation test) => new(
        "Thresholds",
        [
            new("Label"), new("Threshold"), new("Precision", ScoreFormat.Share), new("Recall", ScoreFormat.Share), new("F1"),
            new("F1 by the recipe's threshold"),
        ],
        [.. Enumerable.Range(0, test.LabelNames.Count).Where(label => test.Thresholds[label] is not null)
            .Select(label => (Scores: test.Thresholds[label]!, Row: test.Labels[label])).Select(pair => (IReadOnlyList<object?>)
            [
                pair.Row.Name, pair.Scores.Threshold.Value, pair.Scores.Precision, pair.Scores.Recall, pair.Scores.F1, pair.Row.F1,
            ])])
    {
        Note = "The threshold of each label by which F1 of the validation part is best, and its scores on the test part. Predictions go by "
            + "threshold.probability of the recipe.",
    };

    private static TableSection Wrong(MultiLabelEvaluation test) => new(
        "Series with wrong labels",
        [new("Series"), new("True labels"), new("Predicted"), new("Largest error of a probability", ScoreFormat.Share)],
        [.. test.Series.Where(prediction => prediction.IsWrong)
            .OrderByDescending(prediction => prediction.WorstError).ThenBy(prediction => prediction.Id, StringComparer.Ordinal)
            .Take(MostWrong)
            .Select(prediction => (IReadOnlyList<object?>)
            [
                prediction.Id, MultiLabelPrediction.ListOf(prediction.Actual!, test.LabelNames, ", "),
                MultiLabelPrediction.ListOf(prediction.Predicted, test.LabelNames, ", "), prediction.WorstError,
            ])])
    {
        Note = "The most confident mistakes first: where to look for wrong or missing labels, and for what the network does not see.",
    };

    /// <summary>The labels whose curves are drawn: those that have one, of many the most frequent.</summary>
    private static int[] Drawn(MultiLabelEvaluation test) =>
        [.. Enumerable.Range(0, test.LabelNames.Count).Where(label => double.IsFinite(test.Labels[label].RocAuc))
            .OrderByDescending(label => test.Labels[label].Support).Take(MostCurves).Order()];

    private static string MostFrequent(MultiLabelEvaluation test) => test.LabelNames.Count > MostCurves
        ? string.Create(CultureInfo.InvariantCulture, $"Of {CountFormatter.Format(test.LabelNames.Count, "labels")}, the {MostCurves} "
            + $"most frequent are drawn.") : "";
}
