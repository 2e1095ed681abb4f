using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Classification;

/// <summary>A threshold of the second class's probability, chosen on the validation part, and its scores on another.</summary>
/// <param name="Threshold">The threshold and the criterion that it was chosen by.</param>
/// <param name="Accuracy">Share of correct decisions.</param>
/// <param name="Precision">Share of the second class among those decided for it; 0 where there are none.</param>
/// <param name="Recall">Sensitivity: share of the second class that is found.</param>
/// <param name="Specificity">Share of the first class that is not taken for the second.</param>
/// <param name="F1">Harmonic mean of precision and recall.</param>
public sealed record ThresholdScores(
    DecisionThreshold Threshold, double Accuracy, double Precision, double Recall, double Specificity, double F1);
