using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Metrics;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Runs.Documents;

namespace Unroll.Tasks.Labelling;

/// <summary>The evaluation of a labelling whose labels are classes.</summary>
public sealed class ClassLabelEvaluation : LabelEvaluation
{
    private readonly LabelCounts _counts;
    private readonly IReadOnlyList<KeyValuePair<string, LabelCounts>> _baselines;

    private ClassLabelEvaluation(
        string part, IReadOnlyList<string> classNames, IReadOnlyList<SeriesLabels> series, LabelCounts counts,
        IReadOnlyList<KeyValuePair<string, LabelCounts>> baselines)
        : base(
            part, counts.Scores, [.. baselines.Select(baseline => KeyValuePair.Create(baseline.Key, baseline.Value.Scores))], series.Count,
            counts.Steps)
    {
        (ClassNames, Series, _counts, _baselines) = (classNames, series, counts, baselines);
        ConfusionMatrix confusion = counts.Confusion;
        Labels = [.. classNames.Select((name, index) => new LabelScores(
            name, (int)confusion.Support(index), confusion.Precision(index), confusion.Recall(index), confusion.F1(index)))];
    }

    /// <summary>Names of the classes, in the order of probabilities.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The predictions of each series.</summary>
    public IReadOnlyList<SeriesLabels> Series { get; }

    /// <summary>The scores of each label.</summary>
    public IReadOnlyList<LabelScores> Labels { get; }

    /// <summary>The confusion matrix: steps by true label (outer list) and predicted label (inner list).</summary>
    public IReadOnlyList<IReadOnlyList<int>> Confusion =>
        [.. Enumerable.Range(0, ClassNames.Count).Select(actual => (int[])
            [.. Enumerable.Range(0, ClassNames.Count).Select(predicted => (int)_counts.Confusion[actual, predicted])])];

    /// <inheritdoc/>
    public override PredictionTable Predictions => Tabulate(Series);

    /// <summary>The scores of each label, and the confusion matrix.</summary>
    public override IReadOnlyList<DetailTable> Tables =>
    [
        new(
            ["label", "steps", "precision", "recall", "F1"],
            [.. Labels.Select(scores => (string[])
            [
                scores.Label, Text(scores.Support), Text(scores.Precision), Text(scores.Recall), Text(scores.F1),
            ])]),
        ClassNames.Count > ConfusedClasses.MostOfAMatrix ? ConfusedClasses.Table(ClassNames, Confusion) : new(
            ["true label, taken for", .. ClassNames],
            [.. Confusion.Select((row, index) => (string[])[ClassNames[index], .. row.Select(Text)])]),
    ];

    /// <inheritdoc/>
    public override JsonObject Details() => RunJson.ToObject(
        new LabelDetails(
            [.. Labels.Select(scores => new LabelDocument(scores.Label, scores.Support, scores.Precision, scores.Recall, scores.F1))],
            [.. Confusion]),
        RunJson.Default.LabelDetails);

    /// <summary>Scores the labels of series.</summary>
    internal static ClassLabelEvaluation Of(
        string part, IReadOnlyList<string> classNames, IReadOnlyList<SeriesLabels> series,
        IReadOnlyList<KeyValuePair<string, LabelCounts>> baselines) =>
        new(part, classNames, series, LabelCounts.Of(classNames, series), baselines);

    /// <summary>The evaluation of all folds together; a step that is in several counts in each.</summary>
    internal static ClassLabelEvaluation Join(IReadOnlyList<ClassLabelEvaluation> folds)
    {
        IReadOnlyList<string> names = folds[0].ClassNames;
        return new(
            folds[0].Part,
            names,
            [.. folds.SelectMany(fold => fold.Series)],
            LabelCounts.Join(names, folds.Select(fold => fold._counts)),
            [.. folds[0]._baselines.Select((baseline, place) => KeyValuePair.Create(
                baseline.Key, LabelCounts.Join(names, folds.Select(fold => fold._baselines[place].Value))))]);
    }

    internal static PredictionTable Tabulate(IReadOnlyList<SeriesLabels> series)
    {
        IReadOnlyList<string> names = series[0].ClassNames, texts = series[0].TextColumns;
        return new(
            ["id", "time", .. texts, "label", "predicted", .. names.Select(name => $"probability_{name}")],
            series.SelectMany(labels => Enumerable.Range(0, labels.Count).Select(step => (IReadOnlyList<object?>)
            [
                labels.Id, LabelEvaluation.TimeOf(labels.Time, step), .. texts.Select(column => labels.TextAt(column, step)),
                labels[step].Actual, labels[step].Predicted, .. labels.ProbabilitiesAt(step).ToArray().Cast<object?>(),
            ])));
    }

    private static string Text(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
