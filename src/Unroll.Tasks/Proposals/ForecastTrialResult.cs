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

    /// <summary>
    /// Whether this is better than a simpler candidate by more than one standard error of the paired differences (the one-standard-error
    /// rule of Breiman et al. 1984), so that what a few folds happen to favour does not outweigh simplicity.
    /// </summary>
    /// <param name="simpler">The simpler candidate, scored on the same forecasts.</param>
    internal bool IsClearlyBetterThan(ForecastTrialResult simpler)
    {
        if (Errors.Length != simpler.Errors.Length)
        {
            return Score < simpler.Score;
        }

        double mean = 0;
        double squares = 0;
        for (int i = 0; i < Errors.Length; i++)
        {
            double difference = simpler.Errors[i] - Errors[i];
            double before = mean;
            mean += (difference - mean) / (i + 1);
            squares += (difference - before) * (difference - mean);
        }

        return mean > Math.Sqrt(squares / Math.Max(1, Errors.Length - 1) / Errors.Length);
    }
}
