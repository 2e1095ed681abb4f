namespace Unroll.Tasks.Learning;

/// <summary>The evaluations of the validation and test part.</summary>
/// <param name="Validation">The validation part; null where there is none.</param>
/// <param name="Test">The test part.</param>
public sealed record PartEvaluations(PartEvaluation? Validation, PartEvaluation Test);
