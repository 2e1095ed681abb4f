namespace Unroll.Tasks.Proposals;

/// <summary>The result of a trial.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="Error">Its mean absolute error, in the unit of the series.</param>
/// <param name="Errors">The absolute error of each forecast, in units of the mean change of its series from row to row.</param>
/// <param name="NaiveError">The mean absolute error of the better of naive and seasonal naive on the same forecasts; NaN for none.</param>
internal sealed record ForecastTrialResult(ForecastCandidate Candidate, double Error, double[] Errors, double NaiveError)
{
    /// <summary>The mean of the errors, by which candidates are compared.</summary>
    internal double Score { get; } = Errors.Average();

    /// <summary>Whether this is better than a candidate that has the place by more than one standard error.</summary>
    /// <param name="placed">The candidate that has the place, scored on the same forecasts.</param>
    internal bool IsClearlyBetterThan(ForecastTrialResult placed) => PairedErrors.AreClearlyLess(Errors, placed.Errors);
}
