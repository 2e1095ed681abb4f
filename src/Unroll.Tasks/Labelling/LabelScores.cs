namespace Unroll.Tasks.Labelling;

/// <summary>The scores of one label against the rest.</summary>
/// <param name="Label">The label.</param>
/// <param name="Support">Steps that have it.</param>
/// <param name="Precision">Share of correct predictions among those of the label; 0 where there are none.</param>
/// <param name="Recall">Share of its steps that are predicted as such; 0 where there are none.</param>
/// <param name="F1">Harmonic mean of precision and recall.</param>
public sealed record LabelScores(string Label, int Support, double Precision, double Recall, double F1);
