using Unroll.Data;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Classification;

/// <summary>The measures of a classification, by the names and definitions of scikit-learn.</summary>
internal static class ClassificationScores
{
    private const int MostDraws = 20_000_000;
    private const int FewestResamples = 200;

    /// <summary>
    /// The measures. ROC AUC and average precision are those of the second of two classes; of more, the mean over the classes that occur,
    /// each against the rest.
    /// </summary>
    /// <param name="series">The predictions, each with its true class.</param>
    /// <param name="confusion">Their confusion.</param>
    public static Scores Of(IReadOnlyList<ClassPrediction> series, ConfusionMatrix confusion)
    {
        return new([
            new("accuracy", "Accuracy", confusion.Accuracy, ScoreFormat.Share) { LowerIsBetter = false,
                Help = "Share of the series whose class is told rightly." },
            new("balanced_accuracy", "Balanced accuracy", confusion.BalancedAccuracy, ScoreFormat.Share) { LowerIsBetter = false,
                Help = "Mean over the classes of the share of each that is found: classes count alike, however rare." },
            new("macro_f1", "Macro F1", confusion.MacroF1) { LowerIsBetter = false,
                Help = "Mean over the classes of F1, the harmonic mean of precision and recall." },
            new("roc_auc", "ROC AUC", MeanOverClasses(confusion, index => CurveOf(index, series).Area)) { LowerIsBetter = false,
                Help = "Area under the ROC curve: how often a series of the class has a higher probability than one of the others; "
                    + "chance is 0.5." },
            new("log_loss", "Log loss", LogLoss(series)) { Help =
                "Mean of the negative logarithm of the true class's probability: confident mistakes weigh most." },
            Further("macro_precision", "Macro precision", confusion.MacroPrecision,
                "Mean over the classes of the share of correct predictions among those of the class."),
            Further("macro_recall", "Macro recall", confusion.MacroRecall, "Mean over the classes of the share of each that is found."),
            Further("weighted_precision", "Weighted precision", confusion.WeightedPrecision,
                "Mean of the classes' precision, each weighed by how often it occurs."),
            Further("weighted_recall", "Weighted recall", confusion.Accuracy,
                "Mean of the classes' recall, each weighed by how often it occurs: the accuracy."),
            Further("weighted_f1", "Weighted F1", confusion.WeightedF1, "Mean of the classes' F1, each weighed by how often it occurs."),
            Further("cohen_kappa", "Cohen's κ", confusion.CohenKappa,
                "How far the accuracy exceeds that of chance with the same frequencies: 0 is chance, 1 is perfect."),
            Further("matthews_correlation", "Matthews", confusion.MatthewsCorrelation,
                "Correlation of true and predicted classes: 0 is chance, 1 is perfect; fair to rare classes."),
            Further("average_precision", "Average precision",
                MeanOverClasses(confusion, index => PrecisionRecallOf(index, series).AveragePrecision),
                "Area under the precision over the recall; chance is the share of the class."),
            new("brier", "Brier score", Brier(series)) { IsFurther = true,
                Help = "Mean squared error of the probabilities: of the second of two classes, of more their sum over the classes." },
            new("expected_calibration_error", "Calibration error", Calibration(series).ExpectedError) { IsFurther = true,
                Help = "Mean distance of the predicted probability from the share that is so, over ten bins of probabilities." },
        ]);
    }

    /// <summary>The measures with confidence intervals, by bootstrap and of ROC AUC by DeLong's variance.</summary>
    /// <param name="series">The predictions, each with its true class.</param>
    /// <param name="confusion">Their confusion.</param>
    public static Scores WithIntervals(IReadOnlyList<ClassPrediction> series, ConfusionMatrix confusion)
    {
        int count = series.Count;
        BootstrapOptions options = new() { Resamples = Math.Clamp(MostDraws / count, FewestResamples, new BootstrapOptions().Resamples) };
        double[] right = [.. series.Select(prediction => prediction.Predicted == prediction.Actual ? 1.0 : 0)];
        return new([.. Of(series, confusion).Select(score => score.Name switch
        {
            "accuracy" => score with { Interval = Bootstrap.OfMean(right, options) },
            "balanced_accuracy" => score with { Interval = Resampled(matrix => matrix.BalancedAccuracy) },
            "macro_f1" => score with { Interval = Resampled(matrix => matrix.MacroF1) },
            "roc_auc" when confusion.Classes == 2 => score with { Interval = AreaInterval(1, series) },
            _ => score,
        })]);

        ConfidenceInterval Resampled(Func<ConfusionMatrix, double> measure) => Bootstrap.Interval(count, drawn =>
        {
            ConfusionMatrix matrix = new(confusion.Classes);
            for (int i = 0; i < drawn.Count; i++)
            {
                matrix.Add(series[drawn[i]].Actual!.Value, series[drawn[i]].Predicted);
            }

            return measure(matrix);
        }, options);
    }

    /// <summary>The ROC curve of a class against the rest.</summary>
    public static RocCurve CurveOf(int index, IReadOnlyList<ClassPrediction> series) =>
        RocCurve.Of(ProbabilitiesOf(index, series), BelongTo(index, series));

    /// <summary>The precision over the recall of a class against the rest.</summary>
    public static PrecisionRecallCurve PrecisionRecallOf(int index, IReadOnlyList<ClassPrediction> series) =>
        PrecisionRecallCurve.Of(ProbabilitiesOf(index, series), BelongTo(index, series));

    /// <summary>The confidence interval of the area under the ROC curve of a class.</summary>
    public static ConfidenceInterval AreaInterval(int index, IReadOnlyList<ClassPrediction> series) =>
        DeLong.Interval(ProbabilitiesOf(index, series), BelongTo(index, series));

    /// <summary>
    /// The calibration of the second of two classes; of more, that of the predicted class: whether it is right as often as its probability
    /// says (Guo et al. 2017).
    /// </summary>
    public static CalibrationCurve Calibration(IReadOnlyList<ClassPrediction> series) => series[0].Probabilities.Count == 2
        ? CalibrationCurve.Of(ProbabilitiesOf(1, series), BelongTo(1, series))
        : CalibrationCurve.Of(
            [.. series.Select(prediction => prediction.Probabilities[prediction.Predicted])],
            [.. series.Select(prediction => prediction.Predicted == prediction.Actual)]);

    /// <summary>The predicted probability of a class for each series.</summary>
    public static double[] ProbabilitiesOf(int index, IReadOnlyList<ClassPrediction> series) =>
        [.. series.Select(prediction => prediction.Probabilities[index])];

    /// <summary>Whether each series belongs to a class.</summary>
    public static bool[] BelongTo(int index, IReadOnlyList<ClassPrediction> series) =>
        [.. series.Select(prediction => prediction.Actual == index)];

    private static Score Further(string name, string label, double value, string help) =>
        new(name, label, value) { LowerIsBetter = false, IsFurther = true, Help = help };

    private static double MeanOverClasses(ConfusionMatrix confusion, Func<int, double> measure) => confusion.Classes == 2
        ? measure(1)
        : Enumerable.Range(0, confusion.Classes).Where(index => confusion.Support(index) > 0).Average(measure);

    private static double Brier(IReadOnlyList<ClassPrediction> series) => series[0].Probabilities.Count == 2
        ? BrierScore.Of(ProbabilitiesOf(1, series), BelongTo(1, series))
        : BrierScore.Of(
            [.. series.Select(prediction => prediction.Probabilities)], [.. series.Select(prediction => prediction.Actual!.Value)]);

    /// <summary>The mean cross-entropy, by the loss itself, which counts probabilities below 10⁻⁷ as that.</summary>
    private static double LogLoss(IReadOnlyList<ClassPrediction> series)
    {
        int classes = series[0].Probabilities.Count;
        float[] probabilities = [.. series.SelectMany(prediction => prediction.Probabilities.Select(probability => (float)probability))];
        float[] labels = [.. series.Select(prediction => (float)prediction.Actual!.Value)];
        MetricState state = new(new SparseCategoricalCrossEntropy(), classes);
        state.Add(new TimeMajorSpan(probabilities, 1, series.Count, classes), new TimeMajorSpan(labels, 1, series.Count, 1));
        return state.Result;
    }
}
