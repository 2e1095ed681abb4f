using System.Text.Json.Serialization;

namespace Unroll.Tasks.Runs.Documents;

/// <summary>The details of a labelling's evaluation.</summary>
/// <param name="ByLabel">The scores of each label.</param>
/// <param name="Confusion">Counts of steps by true label, then by predicted label.</param>
internal sealed record LabelDetails(IReadOnlyList<LabelDocument> ByLabel, IReadOnlyList<IReadOnlyList<int>> Confusion);

/// <summary>The scores of one label against the rest.</summary>
/// <param name="Label">The label.</param>
/// <param name="Steps">Steps that have it.</param>
/// <param name="Precision">Share of correct predictions among those of the label.</param>
/// <param name="Recall">Share of its steps that are predicted as such.</param>
/// <param name="F1">Harmonic mean of precision and recall.</param>
internal sealed record LabelDocument(
    string Label,
    int Steps,
    [property: JsonConverter(typeof(ScoreConverter))] double Precision,
    [property: JsonConverter(typeof(ScoreConverter))] double Recall,
    [property: JsonConverter(typeof(ScoreConverter))] double F1);
