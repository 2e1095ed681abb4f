namespace Unroll.Tasks.Forecasting;

/// <summary>The interval between the rows of a series, in words.</summary>
/// <param name="Name">The time from one row to the next as a noun: <c>day</c>; <c>step</c> when it has none.</param>
internal sealed record Cadence(string Name)
{
    // More tell no more.
    private const int MaximumLooked = 1000;

    /// <summary>
    /// The cadence of forecasts, by the median time from one to the next of the same origin, or from an origin to the first.
    /// </summary>
    /// <param name="forecasts">The forecasts, by origin and then by step.</param>
    /// <param name="gap">Rows between an origin and its first forecast.</param>
    public static Cadence Of(IReadOnlyList<Prediction> forecasts, int gap)
    {
        TimeSpan[] steps = [.. forecasts.Take(MaximumLooked).Where(forecast => forecast.Step == 1)
            .Select(forecast => (forecast.Time - forecast.Origin) / (gap + 1)).Order()];
        return new Cadence(steps.Length == 0 ? "step" : NameOf(steps[steps.Length / 2]));
    }

    /// <summary>So many rows: <c>1 day</c>, <c>33 days</c>.</summary>
    public string Span(int rows) => CountFormatter.Format(rows, Name + "s");

    // Months, quarters and years have days that vary.
    private static string NameOf(TimeSpan interval) => interval.TotalDays switch
    {
        1 => "day",
        7 => "week",
        >= 28 and <= 31 => "month",
        >= 89 and <= 92 => "quarter",
        365 or 366 => "year",
        _ => interval.TotalSeconds switch { 1 => "second", 60 => "minute", 3600 => "hour", _ => "step" },
    };
}
