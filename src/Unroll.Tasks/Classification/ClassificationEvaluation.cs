using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Data;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Runs.Documents;

namespace Unroll.Tasks.Classification;

/// <summary>The evaluation of a classification on a part of the series.</summary>
public sealed class ClassificationEvaluation : PartEvaluation
{
    /// <summary>
    /// Name of the baseline: the most frequent class of the training part for every series, with the shares of the classes there as
    /// probabilities.
    /// </summary>
    public const string MajorityName = "majority";

    private readonly ConfusionMatrix _confusion;

    private ClassificationEvaluation(string part, IReadOnlyList<string> classNames, IReadOnlyList<double> classShares,
        IReadOnlyList<ClassPrediction> series, ConfusionMatrix confusion)
        : base(part, Score(classNames, series, confusion),
            [KeyValuePair.Create(MajorityName, ScoreMajority(classNames, classShares, series))])
    {
        (ClassNames, Series, _confusion) = (classNames, series, confusion);
        Classes = [.. classNames.Select((name, index) => new ClassScores(
            name, (int)confusion.Support(index), confusion.Precision(index), confusion.Recall(index), confusion.F1(index),
                Curve(index).Area))];
    }

    /// <summary>Names of the classes.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The prediction for each series.</summary>
    public IReadOnlyList<ClassPrediction> Series { get; }

    /// <summary>The scores of each class.</summary>
    public IReadOnlyList<ClassScores> Classes { get; }

    /// <summary>The confusion matrix: series by true class (outer list) and predicted class (inner list).</summary>
    public IReadOnlyList<IReadOnlyList<int>> Confusion =>
        [.. Enumerable.Range(0, ClassNames.Count)
            .Select(actual => (int[])[.. Enumerable.Range(0, ClassNames.Count).Select(predicted => (int)_confusion[actual, predicted])])];

    /// <inheritdoc/>
    public override int Samples => Series.Count;

    /// <inheritdoc/>
    public override string Title => string.Create(CultureInfo.InvariantCulture, $"{Part}, {Samples:N0} series");

    /// <summary>The scores of each class, and the confusion matrix.</summary>
    public override IReadOnlyList<DetailTable> Tables =>
    [
        new(
            ["class", "series", "precision", "recall", "F1", "ROC AUC"],
            [.. Classes.Select(scores => (string[])
            [
                scores.Name, Text(scores.Support), Text(scores.Precision), Text(scores.Recall), Text(scores.F1), Text(scores.RocAuc),
            ])]),
        new(
            ["true class, taken for", .. ClassNames],
            [.. Confusion.Select((row, index) => (string[])[ClassNames[index], .. row.Select(Text)])]),
    ];

    /// <inheritdoc/>
    public override PredictionTable Predictions => LearnedClassification.Tabulate(ClassNames, Series);

    /// <summary>The ROC curve of a class against the rest, by its probability.</summary>
    /// <param name="index">The class.</param>
    public RocCurve Curve(int index) => CurveOf(index, Series);

    /// <inheritdoc/>
    public override JsonObject Details() => RunJson.ToObject(
        new ClassificationDetails(
            [.. Classes.Select(scores =>
                new ClassDocument(scores.Name, scores.Support, scores.Precision, scores.Recall, scores.F1, scores.RocAuc))],
            [.. Confusion]),
        RunJson.Default.ClassificationDetails);

    /// <summary>Scores predictions for series whose classes are known.</summary>
    /// <param name="part">The part's name.</param>
    /// <param name="classNames">Names of the classes, at least two.</param>
    /// <param name="classShares">Share of each class in the training part.</param>
    /// <param name="series">The predictions, at least one, each with its true class.</param>
    /// <exception cref="ArgumentException">There is nothing to score, or a class is not known.</exception>
    public static ClassificationEvaluation Of(
        string part, IReadOnlyList<string> classNames, IReadOnlyList<double> classShares, IReadOnlyList<ClassPrediction> series)
    {
        ArgumentNullException.ThrowIfNull(classNames);
        ArgumentNullException.ThrowIfNull(classShares);
        ArgumentNullException.ThrowIfNull(series);
        if (series.Count == 0 || classNames.Count < 2
            || series.Any(prediction => prediction.Actual is null || prediction.Probabilities.Count != classNames.Count))
        {
            throw new ArgumentException(
                "Scores need at least one series, two classes, and of each series its true class and a probability of each class.",
                    nameof(series));
        }

        return new(part, classNames, classShares, series, ConfusionOf(classNames, series));
    }

    private static string Text(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(double value) => double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : "–";

    private static ConfusionMatrix ConfusionOf(IReadOnlyList<string> classNames, IReadOnlyList<ClassPrediction> series)
    {
        ConfusionMatrix confusion = new(classNames.Count, classNames);
        foreach (ClassPrediction prediction in series)
        {
            confusion.Add(prediction.Actual!.Value, prediction.Predicted);
        }

        return confusion;
    }

    private static Scores ScoreMajority(
        IReadOnlyList<string> classNames, IReadOnlyList<double> classShares, IReadOnlyList<ClassPrediction> series)
    {
        int majority = LearnedClassification.MostProbable(classShares);
        ClassPrediction[] predictions =
            [.. series.Select(prediction => prediction with { Predicted = majority, Probabilities = classShares })];
        return Score(classNames, predictions, ConfusionOf(classNames, predictions));
    }

    /// <summary>
    /// The measures. ROC AUC is that of the second of two classes; of more, the mean over the classes that occur, each against the rest.
    /// </summary>
    private static Scores Score(IReadOnlyList<string> classNames, IReadOnlyList<ClassPrediction> series, ConfusionMatrix confusion)
    {
        double area = classNames.Count == 2
            ? CurveOf(1, series).Area
            : Enumerable.Range(0, classNames.Count).Where(index => confusion.Support(index) > 0)
                .Average(index => CurveOf(index, series).Area);
        return new([
            new("accuracy", "Accuracy", confusion.Accuracy, ScoreFormat.Share) { IsLowerBetter = false,
                Help = "Share of the series whose class is told rightly." },
            new("balanced_accuracy", "Balanced accuracy", confusion.BalancedAccuracy, ScoreFormat.Share) { IsLowerBetter = false,
                Help = "Mean over the classes of the share of each that is found: classes count alike, however rare." },
            new("macro_f1", "Macro F1", confusion.MacroF1) { IsLowerBetter = false,
                Help = "Mean over the classes of F1, the harmonic mean of precision and recall." },
            new("roc_auc", "ROC AUC", area) { IsLowerBetter = false,
                Help = "Area under the ROC curve: how often a series of the class has a higher probability than one of the others; "
                    + "chance is 0.5." },
            new("log_loss", "Log loss",
                LogLoss(series)) { Help =
                    "Mean of the negative logarithm of the true class's probability: confident mistakes weigh most." },
        ]);
    }

    private static RocCurve CurveOf(int index, IReadOnlyList<ClassPrediction> series) =>
        RocCurve.Of([.. series.Select(prediction => prediction.Probabilities[index])],
            [.. series.Select(prediction => prediction.Actual == index)]);

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
