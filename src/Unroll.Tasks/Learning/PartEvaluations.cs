namespace Unroll.Tasks.Learning;

/// <summary>The evaluations of the parts that networks did not learn from.</summary>
/// <param name="Validation">The part that training was watched on.</param>
/// <param name="Test">The part that the result is measured on.</param>
public sealed record PartEvaluations(PartEvaluation Validation, PartEvaluation Test);
