using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Metrics;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Runs.Documents;

namespace Unroll.Tasks.Classification;

/// <summary>The evaluation of a classification with several labels at once on a part of the series.</summary>
public sealed class MultiLabelEvaluation : PartEvaluation
{
    /// <summary>
    /// Name of the baseline: the labels that more than half of the training part has for every series, with the shares there as
    /// probabilities.
    /// </summary>
    public const string MajorityName = "majority";

    private readonly IReadOnlyList<MultiLabelPrediction> _majority;
    private readonly string _separator;

    private MultiLabelEvaluation(
        string part, IReadOnlyList<string> labelNames, IReadOnlyList<MultiLabelPrediction> majority,
        IReadOnlyList<MultiLabelPrediction> series, string separator)
        : base(part, MultiLabelScores.WithIntervals(series), [KeyValuePair.Create(MajorityName, MultiLabelScores.Of(majority))])
    {
        (LabelNames, Series, _majority, _separator) = (labelNames, series, majority, separator);
        Labels = [.. labelNames.Select((name, index) =>
        {
            ConfusionMatrix confusion = MultiLabelScores.ConfusionOf(index, series);
            return new ClassScores(
                name, (int)confusion.Support(1), confusion.Precision(1), confusion.Recall(1), confusion.F1(1), Curve(index).Area)
            {
                RocAucInterval = DeLong.Interval(MultiLabelScores.ProbabilitiesOf(index, series), MultiLabelScores.Have(index, series)),
                AveragePrecision = PrecisionRecall(index).AveragePrecision,
            };
        })];
    }

    /// <summary>Names of the labels.</summary>
    public IReadOnlyList<string> LabelNames { get; }

    /// <summary>The prediction for each series.</summary>
    public IReadOnlyList<MultiLabelPrediction> Series { get; }

    /// <summary>The scores of each label.</summary>
    public IReadOnlyList<ClassScores> Labels { get; }

    /// <summary>
    /// The threshold of each label that has the best F1 on the validation part, with the scores here; null for labels that all series or
    /// none have there. Empty for the validation part itself.
    /// </summary>
    public IReadOnlyList<ThresholdScores?> Thresholds { get; private set; } = [];

    /// <summary>The calibration curve of all labels together: the share that has a label by its predicted probability.</summary>
    public CalibrationCurve Calibration => field ??= CalibrationCurve.Of(
        [.. Series.SelectMany(prediction => prediction.Probabilities)], [.. Series.SelectMany(prediction => prediction.Actual!)]);

    /// <summary>McNemar's test of whether all labels of a series are right more often, or less, than those of the baseline.</summary>
    public override SignificanceTest? Significance => McNemar.Test(
        Series.Zip(_majority).Count(pair => !pair.First.IsWrong && pair.Second.IsWrong),
        Series.Zip(_majority).Count(pair => pair.First.IsWrong && !pair.Second.IsWrong),
        Series.Count);

    /// <inheritdoc/>
    public override int Samples => Series.Count;

    /// <inheritdoc/>
    public override string Title => string.Create(CultureInfo.InvariantCulture, $"{Part}, {Samples:N0} series");

    /// <summary>The scores of each label, and the thresholds that the validation part chose.</summary>
    public override IReadOnlyList<DetailTable> Tables =>
    [
        new(
            ["label", "series", "precision", "recall", "F1", "ROC AUC", "average precision"],
            [.. Labels.Select(scores => (string[])
            [
                scores.Name, scores.Support.ToString("N0", CultureInfo.InvariantCulture), Text(scores.Precision), Text(scores.Recall),
                Text(scores.F1), Text(scores.RocAuc), Text(scores.AveragePrecision),
            ])]),
        .. Thresholds.Count == 0 ? [] : (DetailTable[])
        [
            new(
                ["label, threshold of the best F1 by validation", "value", "precision", "recall", "F1"],
                [.. LabelNames.Zip(Thresholds).Where(pair => pair.Second is not null).Select(pair => (string[])
                [
                    pair.First, Text(pair.Second!.Threshold.Value), Text(pair.Second.Precision), Text(pair.Second.Recall),
                    Text(pair.Second.F1),
                ])]),
        ],
    ];

    /// <inheritdoc/>
    public override PredictionTable Predictions => Tabulate(LabelNames, Series, _separator);

    /// <summary>The ROC curve of a label.</summary>
    /// <param name="index">The label.</param>
    public RocCurve Curve(int index) => MultiLabelScores.CurveOf(index, Series);

    /// <summary>The precision over the recall of a label.</summary>
    /// <param name="index">The label.</param>
    public PrecisionRecallCurve PrecisionRecall(int index) => MultiLabelScores.PrecisionRecallOf(index, Series);

    /// <inheritdoc/>
    public override JsonObject Details() => RunJson.ToObject(
        new MultiLabelDetails(
            [.. Labels.Select((scores, index) => new MultiLabelDocument(
                scores.Name, scores.Support, scores.Precision, scores.Recall, scores.F1, scores.RocAuc,
                [Scores.Rounded(scores.RocAucInterval.Lower), Scores.Rounded(scores.RocAucInterval.Upper)], scores.AveragePrecision,
                Thresholds.Count > 0 && Thresholds[index] is { } chosen
                    ? new ThresholdDocument("f1", "validation", chosen.Threshold.Value, chosen.Accuracy, chosen.Precision, chosen.Recall,
                        chosen.Specificity, chosen.F1)
                    : null))],
            new CalibrationDocument(
                [.. Calibration.Predicted.Select(Scores.Rounded)], [.. Calibration.Observed.Select(Scores.Rounded)], Calibration.Counts)),
        RunJson.Default.MultiLabelDetails);

    /// <summary>Scores predictions for series whose labels are known.</summary>
    /// <param name="part">The part's name.</param>
    /// <param name="labelNames">Names of the labels, at least one.</param>
    /// <param name="labelShares">Share of the series of the training part that have each label.</param>
    /// <param name="series">The predictions, at least one, each with its true labels.</param>
    /// <exception cref="ArgumentException">There is nothing to score, or labels are not known.</exception>
    public static MultiLabelEvaluation Of(
        string part, IReadOnlyList<string> labelNames, IReadOnlyList<double> labelShares, IReadOnlyList<MultiLabelPrediction> series) =>
        Of(part, labelNames, labelShares, series, MultiLabelTargets.DefaultSeparator);

    internal static MultiLabelEvaluation Of(
        string part, IReadOnlyList<string> labelNames, IReadOnlyList<double> labelShares, IReadOnlyList<MultiLabelPrediction> series,
        string separator)
    {
        ArgumentNullException.ThrowIfNull(labelNames);
        ArgumentNullException.ThrowIfNull(labelShares);
        ArgumentNullException.ThrowIfNull(series);
        if (series.Count == 0 || labelNames.Count == 0 || labelShares.Count != labelNames.Count
            || series.Any(prediction => prediction.Actual?.Count != labelNames.Count || prediction.Predicted.Count != labelNames.Count
                || prediction.Probabilities.Count != labelNames.Count))
        {
            throw new ArgumentException(
                "Scores need at least one series and one label, and of each series its true labels and a probability of each label.",
                nameof(series));
        }

        bool[] usual = [.. labelShares.Select(share => share > 0.5)];
        return new(
            part, labelNames, [.. series.Select(own => own with { Predicted = usual, Probabilities = labelShares })], series, separator);
    }

    /// <summary>The evaluation of all folds together; a series that is in several has the mean of its probabilities.</summary>
    internal static MultiLabelEvaluation Join(IReadOnlyList<MultiLabelEvaluation> folds, double threshold) => new(
        folds[0].Part, folds[0].LabelNames, Averaged(folds.SelectMany(fold => fold._majority), 0.5),
        Averaged(folds.SelectMany(fold => fold.Series), threshold), folds[0]._separator);

    internal static PredictionTable Tabulate(
        IReadOnlyList<string> names, IReadOnlyList<MultiLabelPrediction> predictions, string separator) => new(
        ["id", "labels", "predicted", .. names.Select(name => $"probability_{name}")],
        predictions.Select(prediction => (IReadOnlyList<object?>)
        [
            prediction.Id,
            prediction.Actual is { } actual ? MultiLabelPrediction.ListOf(actual, names, separator) : null,
            MultiLabelPrediction.ListOf(prediction.Predicted, names, separator),
            .. prediction.Probabilities.Cast<object?>(),
        ]));

    /// <summary>Chooses the threshold of each label on another part.</summary>
    internal void ChooseThresholds(MultiLabelEvaluation validation) => Thresholds = [.. LabelNames.Select((_, label) =>
        DecisionThreshold.Choose(
            ThresholdCriterion.F1, MultiLabelScores.ProbabilitiesOf(label, validation.Series),
            MultiLabelScores.Have(label, validation.Series))
            is { } threshold
            ? ClassificationEvaluation.ScoresOf(
                threshold, threshold.Confusion(MultiLabelScores.ProbabilitiesOf(label, Series), MultiLabelScores.Have(label, Series)))
            : null)];

    private static MultiLabelPrediction[] Averaged(IEnumerable<MultiLabelPrediction> predictions, double threshold) =>
        [.. predictions.GroupBy(prediction => prediction.Id, StringComparer.Ordinal).Select(same =>
        {
            double[] probabilities = [.. same.First().Probabilities.Select((_, label) => same.Average(own => own.Probabilities[label]))];
            return same.First() with
            {
                Probabilities = probabilities,
                Predicted = [.. probabilities.Select(probability => probability >= threshold)],
            };
        })];

    private static string Text(double value) => double.IsFinite(value) ? value.ToString("0.000", CultureInfo.InvariantCulture) : "–";
}
