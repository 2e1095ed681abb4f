using System.Text.Json.Serialization;

namespace Unroll.Tasks.Runs.Documents;

/// <summary>The details of a classification's evaluation.</summary>
/// <param name="ByClass">The scores of each class.</param>
/// <param name="Confusion">Counts by true class, then by predicted class.</param>
internal sealed record ClassificationDetails(IReadOnlyList<ClassDocument> ByClass, IReadOnlyList<IReadOnlyList<int>> Confusion);

/// <summary>The scores of one class against the rest.</summary>
/// <param name="Class">The class.</param>
/// <param name="Series">Series of the class.</param>
/// <param name="Precision">Share of correct predictions among those of the class.</param>
/// <param name="Recall">Share of its series that are predicted as such.</param>
/// <param name="F1">Harmonic mean of precision and recall.</param>
/// <param name="RocAuc">Area under the ROC curve.</param>
internal sealed record ClassDocument(
    string Class,
    int Series,
    [property: JsonConverter(typeof(ScoreConverter))] double Precision,
    [property: JsonConverter(typeof(ScoreConverter))] double Recall,
    [property: JsonConverter(typeof(ScoreConverter))] double F1,
    [property: JsonConverter(typeof(ScoreConverter))] double RocAuc);
