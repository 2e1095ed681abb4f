using System.Globalization;
using Unroll.Metrics;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Classification;

/// <summary>The charts and the table that reports of one class and of several labels have in common.</summary>
internal static class ClassCharts
{
    /// <summary>The scores of each class or label.</summary>
    /// <param name="title">The title.</param>
    /// <param name="name">The heading of the names.</param>
    /// <param name="scores">The scores.</param>
    /// <param name="note">The note.</param>
    public static TableSection Scores(string title, string name, IReadOnlyList<ClassScores> scores, string note) => new(
        title,
        [
            new(name), new("Series", ScoreFormat.Count), new("Precision", ScoreFormat.Share), new("Recall", ScoreFormat.Share),
            new("F1"), new("ROC AUC"), new("from"), new("to"), new("Average precision"),
        ],
        [.. scores.Select(row => (IReadOnlyList<object?>)
        [
            row.Name, row.Support, row.Precision, row.Recall, row.F1, row.RocAuc, row.RocAucInterval.Lower, row.RocAucInterval.Upper,
            row.AveragePrecision,
        ])])
    {
        Note = note,
    };

    /// <summary>ROC curves, with chance.</summary>
    /// <param name="curves">The curve of each class or label, by its name.</param>
    /// <param name="note">The note.</param>
    public static LineSection Roc(IEnumerable<KeyValuePair<string, RocCurve>> curves, string note) => new(
        "ROC",
        Share("false positive rate"),
        Share("true positive rate"),
        [
            .. curves.Select(pair => new ChartLine(
                Named(pair.Key, pair.Value.Area), pair.Value.FalsePositiveRates, pair.Value.TruePositiveRates)),
            new("chance: 0.500", [0, 1], [0, 1]) { IsReference = true },
        ])
    {
        Note = note,
    };

    /// <summary>Curves of precision over recall.</summary>
    /// <param name="curves">The curve of each class or label, by its name.</param>
    /// <param name="chance">The precision of chance; null where there is none for all curves.</param>
    /// <param name="note">The note.</param>
    public static LineSection PrecisionRecall(
        IEnumerable<KeyValuePair<string, PrecisionRecallCurve>> curves, double? chance, string note)
    {
        List<ChartLine> lines = [.. curves.Select(pair => new ChartLine(
            Named(pair.Key, pair.Value.AveragePrecision), pair.Value.Recalls, pair.Value.Precisions))];
        if (chance is { } share)
        {
            lines.Add(new(Named("chance", share), [0, 1], [share, share]) { IsReference = true });
        }

        return new("Precision and recall", Share("recall"), Share("precision"), lines) { Note = note };
    }

    /// <summary>The observed share over the predicted probability.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="note">The note.</param>
    public static LineSection Calibration(CalibrationCurve curve, string note) => new(
        "Calibration",
        Share("predicted probability"),
        Share("observed share"),
        [
            new("this network", curve.Predicted, curve.Observed),
            new("calibrated", [0, 1], [0, 1]) { IsReference = true },
        ])
    {
        Note = note,
    };

    private static ChartAxis Share(string name) => new(name) { Minimum = 0, Maximum = 1 };

    private static string Named(string name, double number) => string.Create(CultureInfo.InvariantCulture, $"{name}: {number:0.000}");
}
