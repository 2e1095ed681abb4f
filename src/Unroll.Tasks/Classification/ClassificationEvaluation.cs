using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Metrics;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs.Documents;
using Unroll.Tasks.Sequences;

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
    private readonly IReadOnlyList<KeyValuePair<string, IReadOnlyList<ClassPrediction>>> _baselines;

    private ClassificationEvaluation(
        string part, IReadOnlyList<string> classNames, IReadOnlyList<KeyValuePair<string, IReadOnlyList<ClassPrediction>>> baselines,
        IReadOnlyList<ClassPrediction> series, ConfusionMatrix confusion)
        : base(part, ClassificationScores.WithIntervals(series, confusion),
            [.. baselines.Select(baseline => KeyValuePair.Create(
                baseline.Key, ClassificationScores.Of(baseline.Value, ConfusionOf(classNames, baseline.Value))))])
    {
        (ClassNames, Series, _confusion, _baselines) = (classNames, series, confusion, baselines);
        Classes = [.. classNames.Select((name, index) => new ClassScores(
            name, (int)confusion.Support(index), confusion.Precision(index), confusion.Recall(index), confusion.F1(index),
                Curve(index).Area)
        {
            RocAucInterval = ClassificationScores.AreaInterval(index, series),
            AveragePrecision = PrecisionRecall(index).AveragePrecision,
        })];
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

    /// <summary>The confusion matrix as shares of each true class; NaN where it does not occur.</summary>
    public IReadOnlyList<IReadOnlyList<double>> ConfusionShares =>
        [.. Confusion.Select(row => (double[])[.. row.Select(count => (double)count / row.Sum())])];

    /// <summary>
    /// The frequency of a class among series of about the same predicted probability: of the second of two classes; of more, how
    /// often the predicted class is right.
    /// </summary>
    public CalibrationCurve Calibration => field ??= ClassificationScores.Calibration(Series);

    /// <summary>
    /// Thresholds of the second of two classes, chosen on the validation part by each criterion, with the scores here; empty where there
    /// are more classes, and for the validation part itself.
    /// </summary>
    public IReadOnlyList<ThresholdScores> Thresholds { get; private set; } = [];

    /// <summary>
    /// The most confident mistakes, each beside its nearest neighbours in the training part; empty where there is no mistake, for the
    /// validation part, and where networks are evaluated on data of another file.
    /// </summary>
    public IReadOnlyList<MisclassifiedSeries> Misclassified { get; private set; } = [];

    /// <summary>McNemar's test of whether the networks are right more often, or less, than the best baseline.</summary>
    public override SignificanceTest? Significance
    {
        get
        {
            string? name = Comparison.Best?.Key;
            IReadOnlyList<ClassPrediction> best = _baselines.FirstOrDefault(baseline => baseline.Key == name, _baselines[0]).Value;
            int better = 0, worse = 0;
            for (int i = 0; i < best.Count; i++)
            {
                (bool own, bool other) = (Series[i].Predicted == Series[i].Actual, best[i].Predicted == Series[i].Actual);
                better += own && !other ? 1 : 0;
                worse += other && !own ? 1 : 0;
            }

            return McNemar.Test(better, worse, Series.Count);
        }
    }

    /// <inheritdoc/>
    public override int Samples => Series.Count;

    /// <inheritdoc/>
    public override string Title => string.Create(CultureInfo.InvariantCulture, $"{Part}, {Samples:N0} series");

    /// <summary>
    /// The scores of each class, and the confusion matrix; of many classes those told worst, and the pairs that are confused most often.
    /// </summary>
    public override IReadOnlyList<DetailTable> Tables =>
    [
        new(
            [
                Classes.Count > ConfusedClasses.MostListed ? $"the classes of {Classes.Count} told worst" : "class", "series", "precision",
                "recall", "F1", "ROC AUC", "95 % interval", "average precision",
            ],
            [.. ConfusedClasses.Worst([.. Classes.Select(scores => scores.F1)]).Select(index => Classes[index]).Select(scores => (string[])
            [
                scores.Name, Text(scores.Support), Text(scores.Precision), Text(scores.Recall), Text(scores.F1), Text(scores.RocAuc),
                $"{Text(scores.RocAucInterval.Lower)}–{Text(scores.RocAucInterval.Upper)}", Text(scores.AveragePrecision),
            ])]),
        .. ClassNames.Count > ConfusedClasses.MostOfAMatrix ? [ConfusedClasses.Table(ClassNames, Confusion)] : (DetailTable[])
        [
            new(
                ["true class, taken for", .. ClassNames],
                [.. Confusion.Select((row, index) => (string[])[ClassNames[index], .. row.Select(Text)])]),
            new(
                ["true class, share taken for", .. ClassNames],
                [.. ConfusionShares.Select((row, index) => (string[])[ClassNames[index], .. row.Select(Text)])]),
        ],
        .. Thresholds.Count == 0 ? [] : (DetailTable[])[ThresholdTable()],
    ];

    /// <inheritdoc/>
    public override PredictionTable Predictions => LearnedClassification.Tabulate(ClassNames, Series);

    /// <summary>The ROC curve of a class against the rest, by its probability.</summary>
    /// <param name="index">The class.</param>
    public RocCurve Curve(int index) => ClassificationScores.CurveOf(index, Series);

    /// <summary>The precision over the recall of a class against the rest, by its probability.</summary>
    /// <param name="index">The class.</param>
    public PrecisionRecallCurve PrecisionRecall(int index) => ClassificationScores.PrecisionRecallOf(index, Series);

    /// <inheritdoc/>
    public override JsonObject Details() => RunJson.ToObject(
        new ClassificationDetails(
            [.. Classes.Select(scores =>
                new ClassDocument(
                    scores.Name, scores.Support, scores.Precision, scores.Recall, scores.F1, scores.RocAuc,
                    [Scores.Rounded(scores.RocAucInterval.Lower), Scores.Rounded(scores.RocAucInterval.Upper)], scores.AveragePrecision))],
            [.. Confusion],
            [.. ConfusionShares.Select(row => (double[])[.. row.Select(Scores.Rounded)])],
            new CalibrationDocument(
                [.. Calibration.Predicted.Select(Scores.Rounded)], [.. Calibration.Observed.Select(Scores.Rounded)], Calibration.Counts),
            Thresholds.Count == 0 ? null : [.. Thresholds.Select(scores => new ThresholdDocument(
                NameOf(scores.Threshold.Criterion), "validation", scores.Threshold.Value, scores.Accuracy, scores.Precision, scores.Recall,
                scores.Specificity, scores.F1))]),
        RunJson.Default.ClassificationDetails);

    /// <summary>Scores predictions for series whose classes are known.</summary>
    /// <param name="part">The part's name.</param>
    /// <param name="classNames">Names of the classes, at least two.</param>
    /// <param name="classShares">Share of each class in the training part.</param>
    /// <param name="series">The predictions, at least one, each with its true class.</param>
    /// <exception cref="ArgumentException">There is nothing to score, or a class is not known.</exception>
    public static ClassificationEvaluation Of(
        string part, IReadOnlyList<string> classNames, IReadOnlyList<double> classShares, IReadOnlyList<ClassPrediction> series) =>
        Of(part, classNames, classShares, series, []);

    /// <summary>Scores predictions beside those of further baselines for the same series, by name.</summary>
    internal static ClassificationEvaluation Of(
        string part, IReadOnlyList<string> classNames, IReadOnlyList<double> classShares, IReadOnlyList<ClassPrediction> series,
        IReadOnlyList<KeyValuePair<string, IReadOnlyList<ClassPrediction>>> further)
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

        return new(
            part, classNames, [new(MajorityName, MajorityOf(classShares, series)), .. further], series, ConfusionOf(classNames, series));
    }

    /// <summary>The evaluation of all folds together; a series that is in several has the mean of its probabilities.</summary>
    /// <param name="folds">The evaluations, at least one, of the same classes.</param>
    internal static ClassificationEvaluation Join(IReadOnlyList<ClassificationEvaluation> folds)
    {
        IReadOnlyList<string> names = folds[0].ClassNames;
        ClassPrediction[] series = Averaged(folds.SelectMany(fold => fold.Series));
        return new(
            folds[0].Part, names,
            [.. folds[0]._baselines.Select((baseline, index) => KeyValuePair.Create(
                baseline.Key, (IReadOnlyList<ClassPrediction>)Averaged(folds.SelectMany(fold => fold._baselines[index].Value))))],
            series, ConfusionOf(names, series));
    }

    /// <summary>Chooses thresholds on another part.</summary>
    /// <param name="validation">The validation part.</param>
    /// <param name="costs">The costs of wrong decisions.</param>
    internal void ChooseThresholds(ClassificationEvaluation validation, ThresholdRecipe costs)
    {
        if (ClassNames.Count != 2)
        {
            return;
        }

        double[] known = ClassificationScores.ProbabilitiesOf(1, validation.Series), own = ClassificationScores.ProbabilitiesOf(1, Series);
        bool[] knownLabels = ClassificationScores.BelongTo(1, validation.Series), labels = ClassificationScores.BelongTo(1, Series);
        Thresholds = [.. Enum.GetValues<ThresholdCriterion>()
            .Select(criterion => DecisionThreshold.Choose(criterion, known, knownLabels, costs.MissCost, costs.AlarmCost))
            .OfType<DecisionThreshold>()
            .Select(threshold => ScoresOf(threshold, threshold.Confusion(own, labels)))];
    }

    /// <summary>Finds the neighbours of mistakes.</summary>
    /// <param name="tested">The series of the part, prepared.</param>
    /// <param name="training">The training series, prepared.</param>
    /// <param name="columns">The prepared columns.</param>
    internal void FindNeighbors(SequenceData tested, SequenceData training, IReadOnlyList<string> columns) =>
        Misclassified = NeighborSearch.Of(Series, tested, training, columns);

    /// <summary>The name of a criterion: <c>youden</c>.</summary>
    internal static string NameOf(ThresholdCriterion criterion) => criterion switch
    {
        ThresholdCriterion.Youden => "youden",
        ThresholdCriterion.F1 => "f1",
        _ => "cost",
    };

    internal static ThresholdScores ScoresOf(DecisionThreshold threshold, ConfusionMatrix confusion) => new(
        threshold, confusion.Accuracy, confusion.Precision(1), confusion.Recall(1), confusion.Recall(0), confusion.F1(1));

    private DetailTable ThresholdTable() => new(
        [$"threshold of {ClassNames[1]}, by validation", "value", "accuracy", "precision", "recall", "specificity", "F1"],
        [.. Thresholds.Select(scores => (string[])
        [
            NameOf(scores.Threshold.Criterion), Text(scores.Threshold.Value), Text(scores.Accuracy), Text(scores.Precision),
            Text(scores.Recall), Text(scores.Specificity), Text(scores.F1),
        ])]);

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

    private static ClassPrediction[] Averaged(IEnumerable<ClassPrediction> predictions) =>
        [.. predictions.GroupBy(prediction => prediction.Id, StringComparer.Ordinal).Select(same => Mean([.. same]))];

    private static ClassPrediction Mean(ClassPrediction[] predictions)
    {
        if (predictions.Length == 1)
        {
            return predictions[0];
        }

        double[] probabilities =
            [.. predictions[0].Probabilities.Select((_, index) => predictions.Average(prediction => prediction.Probabilities[index]))];
        return predictions[0] with
        {
            Predicted = LearnedClassification.MostProbable(probabilities),
            Probabilities = probabilities,
        };
    }

    private static ClassPrediction[] MajorityOf(IReadOnlyList<double> classShares, IReadOnlyList<ClassPrediction> series)
    {
        int majority = LearnedClassification.MostProbable(classShares);
        return [.. series.Select(prediction => prediction with { Predicted = majority, Probabilities = classShares })];
    }
}
