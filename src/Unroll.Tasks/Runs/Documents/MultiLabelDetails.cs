using System.Text.Json.Serialization;

namespace Unroll.Tasks.Runs.Documents;

/// <summary>The details of an evaluation of several labels at once.</summary>
/// <param name="ByLabel">The scores of each label.</param>
/// <param name="Calibration">The calibration curve of all decisions.</param>
internal sealed record MultiLabelDetails(IReadOnlyList<MultiLabelDocument> ByLabel, CalibrationDocument Calibration);

/// <summary>The scores of one label.</summary>
/// <param name="Label">The label.</param>
/// <param name="Series">Series that have it.</param>
/// <param name="Precision">Share of right ones among its predictions.</param>
/// <param name="Recall">Share of its series that are found.</param>
/// <param name="F1">Harmonic mean of precision and recall.</param>
/// <param name="RocAuc">Area under the ROC curve.</param>
/// <param name="RocAucInterval">Lower and upper bound of its confidence interval.</param>
/// <param name="AveragePrecision">Area under the precision over the recall.</param>
/// <param name="Threshold">The threshold of the best F1 of the validation part, with the scores here; null where there is none.</param>
internal sealed record MultiLabelDocument(
    string Label,
    int Series,
    [property: JsonConverter(typeof(ScoreConverter))] double Precision,
    [property: JsonConverter(typeof(ScoreConverter))] double Recall,
    [property: JsonConverter(typeof(ScoreConverter))] double F1,
    [property: JsonConverter(typeof(ScoreConverter))] double RocAuc,
    IReadOnlyList<double> RocAucInterval,
    [property: JsonConverter(typeof(ScoreConverter))] double AveragePrecision,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ThresholdDocument? Threshold);
