namespace Unroll.Training;

/// <summary>The loss and metrics of a model on some samples.</summary>
/// <param name="Loss">Mean loss.</param>
/// <param name="Metrics">Metrics by name: <c>mae</c>.</param>
public sealed record EvaluationResult(double Loss, IReadOnlyDictionary<string, double> Metrics);
