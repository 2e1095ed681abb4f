namespace Unroll.Training;

/// <summary>The loss and metrics of a model on some samples.</summary>
/// <param name="Loss">Mean loss.</param>
/// <param name="Metrics">Metrics by name: <c>mae</c>.</param>
public sealed record EvaluationResult(double Loss, IReadOnlyDictionary<string, double> Metrics)
{
    /// <summary>The loss and each metric: <c>loss 0.0529, mae 0.2070</c>.</summary>
    public override string ToString() => string.Join(
        ", ", Metrics.Prepend(new("loss", Loss)).Select(measure => $"{measure.Key} {MeasureFormatter.Format(measure.Value)}"));
}
