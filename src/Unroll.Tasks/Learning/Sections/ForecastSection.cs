namespace Unroll.Tasks.Learning.Sections;

/// <summary>
/// Predictions over time beside the truth, and their residuals, to look through by part, series or target, and steps ahead.
/// </summary>
/// <param name="Title">Its heading.</param>
/// <param name="Horizon">The horizon in steps.</param>
/// <param name="Tracks">
/// What can be chosen, the tracks of the part that counts first. Of many, or of long ones, the report shows some.
/// </param>
public sealed record ForecastSection(string Title, int Horizon, IReadOnlyList<ForecastTrack> Tracks) : ReportSection(Title)
{
    /// <summary>
    /// Rows in a season: so many seasons are shown at first, and the autocorrelation of the residuals covers some; 1 where there is none.
    /// </summary>
    public int SeasonalPeriod { get; init; } = 1;

    /// <summary>The time from one row to the next as a noun: <c>day</c>.</summary>
    public string StepName { get; init; } = "step";

    /// <summary>Name of the baseline that is drawn on request.</summary>
    public string Baseline { get; init; } = "Seasonal naive";

    /// <summary>The file that holds more than the charts show; empty for none.</summary>
    public string Elsewhere { get; init; } = "predictions.csv holds all";

    /// <summary>Names of the intervals of <see cref="ForecastValue.Bands"/>, the widest first; none where there are none.</summary>
    public IReadOnlyList<string> Intervals { get; init; } = [];
}
