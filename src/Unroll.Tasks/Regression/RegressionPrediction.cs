namespace Unroll.Tasks.Regression;

/// <summary>The prediction of a target for a series.</summary>
/// <param name="Id">Id of the series.</param>
/// <param name="Target">Name of the target.</param>
/// <param name="Actual">The true value; null where it is not known.</param>
/// <param name="Predicted">
/// The prediction, in the unit of the target: the median where the loss gives quantiles, the mean where it gives a distribution.
/// </param>
public sealed record RegressionPrediction(string Id, string Target, double? Actual, double Predicted)
{
    /// <summary>Level and value of each quantile; none where the loss gives single numbers.</summary>
    public IReadOnlyList<KeyValuePair<double, double>> Quantiles { get; init; } = [];
}
