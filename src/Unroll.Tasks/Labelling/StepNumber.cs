namespace Unroll.Tasks.Labelling;

/// <summary>The number of a step.</summary>
/// <param name="Actual">The true number; null where it is not known.</param>
/// <param name="Predicted">The predicted number.</param>
public readonly record struct StepNumber(double? Actual, double Predicted);
