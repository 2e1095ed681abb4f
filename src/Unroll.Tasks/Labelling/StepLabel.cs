namespace Unroll.Tasks.Labelling;

/// <summary>The label of a step.</summary>
/// <param name="Actual">The true label; null where it is not known.</param>
/// <param name="Predicted">The most probable label, the first of several.</param>
/// <param name="Probability">Its probability.</param>
public readonly record struct StepLabel(string? Actual, string Predicted, double Probability);
