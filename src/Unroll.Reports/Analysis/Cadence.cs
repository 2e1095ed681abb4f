using System.Globalization;
using Unroll.Tasks.Forecasting;

namespace Unroll.Reports.Analysis;

/// <summary>How far apart the rows of a series are, in words.</summary>
/// <param name="Unit">The time from one row to the next as a noun: <c>day</c>; <c>step</c> when it has none.</param>
internal sealed record Cadence(string Unit)
{
    /// <summary>The cadence of a run, by the median time from an origin to its next step.</summary>
    public static Cadence Of(ForecastRun run)
    {
        TimeSpan[] steps = [.. run.Parts
            .SelectMany(part => part.Predictions)
            .Where(prediction => prediction.Step == 1)
            .Select(prediction => prediction.Time - prediction.Origin)
            .Order()];
        return new Cadence(steps.Length == 0 ? "step" : Name(steps[steps.Length / 2]));
    }

    /// <summary>So many rows: <c>1 day</c>, <c>33 days</c>.</summary>
    public string Span(int rows) => string.Create(CultureInfo.InvariantCulture, $"{rows} {Unit}{(rows == 1 ? "" : "s")}");

    /// <summary>So many rows into the future: <c>1 day ahead</c>.</summary>
    public string Ahead(int rows) => $"{Span(rows)} ahead";

    // Months, quarters and years have days that vary.
    private static string Name(TimeSpan interval) => interval.TotalDays switch
    {
        1 => "day",
        7 => "week",
        >= 28 and <= 31 => "month",
        >= 89 and <= 92 => "quarter",
        365 or 366 => "year",
        _ => interval.TotalSeconds switch { 1 => "second", 60 => "minute", 3600 => "hour", _ => "step" },
    };
}
