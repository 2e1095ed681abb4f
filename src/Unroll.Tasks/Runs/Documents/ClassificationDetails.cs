using System.Text.Json.Serialization;

namespace Unroll.Tasks.Runs.Documents;

/// <summary>The details of a classification's evaluation.</summary>
/// <param name="ByClass">The scores of each class.</param>
/// <param name="Confusion">Counts by true class, then by predicted class.</param>
/// <param name="ConfusionShares">The counts as shares of their true class; null where it does not occur.</param>
/// <param name="Calibration">The calibration curve.</param>
/// <param name="Thresholds">Thresholds chosen on the validation part, with the scores here; null where there are none.</param>
internal sealed record ClassificationDetails(
    IReadOnlyList<ClassDocument> ByClass,
    IReadOnlyList<IReadOnlyList<int>> Confusion,
    IReadOnlyList<IReadOnlyList<double>> ConfusionShares,
    CalibrationDocument Calibration,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ThresholdDocument>? Thresholds);

/// <summary>The scores of one class against the rest.</summary>
/// <param name="Class">The class.</param>
/// <param name="Series">Series of the class.</param>
/// <param name="Precision">Share of correct predictions among those of the class.</param>
/// <param name="Recall">Share of its series that are predicted as such.</param>
/// <param name="F1">Harmonic mean of precision and recall.</param>
/// <param name="RocAuc">Area under the ROC curve.</param>
/// <param name="RocAucInterval">Lower and upper bound of its confidence interval.</param>
/// <param name="AveragePrecision">Area under the precision over the recall.</param>
internal sealed record ClassDocument(
    string Class,
    int Series,
    [property: JsonConverter(typeof(ScoreConverter))] double Precision,
    [property: JsonConverter(typeof(ScoreConverter))] double Recall,
    [property: JsonConverter(typeof(ScoreConverter))] double F1,
    [property: JsonConverter(typeof(ScoreConverter))] double RocAuc,
    IReadOnlyList<double> RocAucInterval,
    [property: JsonConverter(typeof(ScoreConverter))] double AveragePrecision);

/// <summary>A calibration curve.</summary>
/// <param name="Predicted">Mean predicted probability of each bin.</param>
/// <param name="Observed">Share of the bin that is as predicted.</param>
/// <param name="Counts">Series in each bin.</param>
internal sealed record CalibrationDocument(
    IReadOnlyList<double> Predicted, IReadOnlyList<double> Observed, IReadOnlyList<int> Counts);

/// <summary>A threshold and its scores.</summary>
/// <param name="Criterion">What it was chosen by.</param>
/// <param name="ChosenOn">The part that it was chosen on.</param>
/// <param name="Value">The threshold.</param>
/// <param name="Accuracy">Share of correct decisions.</param>
/// <param name="Precision">Share of the class among those decided for it.</param>
/// <param name="Recall">Share of the class that is found.</param>
/// <param name="Specificity">Share of the others that are not taken for it.</param>
/// <param name="F1">Harmonic mean of precision and recall.</param>
internal sealed record ThresholdDocument(
    string Criterion,
    string ChosenOn,
    [property: JsonConverter(typeof(ScoreConverter))] double Value,
    [property: JsonConverter(typeof(ScoreConverter))] double Accuracy,
    [property: JsonConverter(typeof(ScoreConverter))] double Precision,
    [property: JsonConverter(typeof(ScoreConverter))] double Recall,
    [property: JsonConverter(typeof(ScoreConverter))] double Specificity,
    [property: JsonConverter(typeof(ScoreConverter))] double F1);
