namespace Unroll.Tasks.Classification;

/// <summary>How well a class is told from the others.</summary>
/// <param name="Name">The class.</param>
/// <param name="Support">Series that belong to it.</param>
/// <param name="Precision">Share of the series predicted to be of it that are; 0 where there are none.</param>
/// <param name="Recall">Share of its series that are found; 0 where there are none.</param>
/// <param name="F1">Harmonic mean of precision and recall.</param>
/// <param name="RocAuc">Area under the ROC curve of its probability; NaN where all or none belong to it.</param>
public sealed record ClassScores(string Name, int Support, double Precision, double Recall, double F1, double RocAuc);
