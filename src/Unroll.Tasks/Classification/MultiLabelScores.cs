using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Classification;

/// <summary>The measures of predictions of several labels at once, by the names and definitions of scikit-learn.</summary>
internal static class MultiLabelScores
{
    /// <summary>The measures.</summary>
    /// <param name="series">The predictions, each with its true labels.</param>
    public static Scores Of(IReadOnlyList<MultiLabelPrediction> series)
    {
        int labels = series[0].Probabilities.Count;
        ConfusionMatrix[] each = [.. Enumerable.Range(0, labels).Select(label => ConfusionOf(label, series))];
        double right = each.Sum(matrix => matrix[0, 0] + matrix[1, 1]), found = each.Sum(matrix => matrix[1, 1]),
            predicted = each.Sum(matrix => matrix[0, 1] + matrix[1, 1]), actual = each.Sum(matrix => matrix.Support(1));
        double microPrecision = Share(found, predicted), microRecall = Share(found, actual);
        int[] measurable = [.. Enumerable.Range(0, labels)
            .Where(label => each[label].Support(1) is var has && has > 0 && has < series.Count)];
        int[] occurring = [.. Enumerable.Range(0, labels).Where(label => each[label].Support(1) > 0)];
        return new([
            new("micro_f1", "Micro F1", Share(2 * found, predicted + actual)) { LowerIsBetter = false,
                Help = "Harmonic mean of precision and recall of all decisions together: frequent labels count most." },
            new("macro_f1", "Macro F1", each.Average(matrix => matrix.F1(1))) { LowerIsBetter = false,
                Help = "Mean over the labels of F1: labels count alike, however rare." },
            new(
                "subset_accuracy", "Subset accuracy", Share(series.Count(prediction => !prediction.IsWrong), series.Count),
                    ScoreFormat.Share)
            {
                LowerIsBetter = false, Help = "Share of the series whose labels are all right, and none missing.",
            },
            new("hamming_loss", "Hamming loss", 1 - (right / ((double)series.Count * labels)), ScoreFormat.Share)
            {
                Help = "Share of wrong decisions, each label of each series being one.",
            },
            new("roc_auc", "ROC AUC", Mean(measurable, label => CurveOf(label, series).Area)) { LowerIsBetter = false,
                Help = "Mean over the labels of the area under the ROC curve; labels that all series have, or none, are left out." },
            Further("micro_precision", "Micro precision", microPrecision, "Share of right ones among all labels that were predicted."),
            Further("micro_recall", "Micro recall", microRecall, "Share of all true labels that were predicted."),
            Further("macro_precision", "Macro precision", each.Average(matrix => matrix.Precision(1)),
                "Mean over the labels of precision."),
            Further("macro_recall", "Macro recall", each.Average(matrix => matrix.Recall(1)), "Mean over the labels of recall."),
            Further("weighted_f1", "Weighted F1", Share(each.Sum(matrix => matrix.F1(1) * matrix.Support(1)), actual),
                "Mean over the labels of F1, each weighed by how many series have it."),
            Further("samples_f1", "Samples F1", series.Average(SampleF1), "Mean over the series of F1 of its labels; 0 where it has none, "
                + "and none are predicted."),
            Further("average_precision", "Average precision",
                Mean(occurring, label => PrecisionRecallOf(label, series).AveragePrecision),
                "Mean over the labels of the area under the precision over the recall; chance is the share of the label."),
            new("log_loss", "Log loss", LogLoss(series)) { IsFurther = true,
                Help = "Mean over series and labels of the negative logarithm of the probability of what is so." },
        ]);
    }

    /// <summary>The measures with confidence intervals by bootstrap, of those that are means over series.</summary>
    /// <param name="series">The predictions, each with its true labels.</param>
    public static Scores WithIntervals(IReadOnlyList<MultiLabelPrediction> series) => new([.. Of(series).Select(score => score.Name switch
    {
        "subset_accuracy" => score with
        {
            Interval = Bootstrap.OfMean([.. series.Select(prediction => prediction.IsWrong ? 0.0 : 1)], new BootstrapOptions()),
        },
        "hamming_loss" => score with
        {
            Interval = Bootstrap.OfMean(
                [.. series.Select(prediction => prediction.Actual!.Zip(
                    prediction.Predicted, (actual, own) => actual == own ? 0.0 : 1).Average())],
                new BootstrapOptions()),
        },
        _ => score,
    })]);

    /// <summary>The confusion of a label: whether series have it (1) or not (0).</summary>
    public static ConfusionMatrix ConfusionOf(int label, IReadOnlyList<MultiLabelPrediction> series)
    {
        ConfusionMatrix confusion = new(2);
        foreach (MultiLabelPrediction prediction in series)
        {
            confusion.Add(prediction.Actual![label] ? 1 : 0, prediction.Predicted[label] ? 1 : 0);
        }

        return confusion;
    }

    /// <summary>The ROC curve of a label.</summary>
    public static RocCurve CurveOf(int label, IReadOnlyList<MultiLabelPrediction> series) =>
        RocCurve.Of(ProbabilitiesOf(label, series), Have(label, series));

    /// <summary>The precision over the recall of a label.</summary>
    public static PrecisionRecallCurve PrecisionRecallOf(int label, IReadOnlyList<MultiLabelPrediction> series) =>
        PrecisionRecallCurve.Of(ProbabilitiesOf(label, series), Have(label, series));

    /// <summary>The probability of a label for each series.</summary>
    public static double[] ProbabilitiesOf(int label, IReadOnlyList<MultiLabelPrediction> series) =>
        [.. series.Select(prediction => prediction.Probabilities[label])];

    /// <summary>Whether each series has a label.</summary>
    public static bool[] Have(int label, IReadOnlyList<MultiLabelPrediction> series) =>
        [.. series.Select(prediction => prediction.Actual![label])];

    private static double SampleF1(MultiLabelPrediction prediction)
    {
        int both = prediction.Actual!.Zip(prediction.Predicted).Count(pair => pair.First && pair.Second);
        return Share(2.0 * both, prediction.Actual!.Count(has => has) + prediction.Predicted.Count(has => has));
    }

    private static double LogLoss(IReadOnlyList<MultiLabelPrediction> series)
    {
        int labels = series[0].Probabilities.Count;
        MetricState state = new(new BinaryCrossEntropy(), labels);
        float[] probabilities = [.. series.SelectMany(prediction => prediction.Probabilities.Select(probability => (float)probability))];
        float[] truth = [.. series.SelectMany(prediction => prediction.Actual!.Select(has => has ? 1f : 0))];
        state.Add(new(probabilities, 1, series.Count, labels), new(truth, 1, series.Count, labels));
        return state.Result;
    }

    private static Score Further(string name, string label, double value, string help) =>
        new(name, label, value) { LowerIsBetter = false, IsFurther = true, Help = help };

    private static double Mean(int[] labels, Func<int, double> measure) => labels.Length == 0 ? double.NaN : labels.Average(measure);

    /// <summary>A share, 0 of nothing, as scikit-learn has it.</summary>
    private static double Share(double part, double whole) => whole == 0 ? 0 : part / whole;
}
