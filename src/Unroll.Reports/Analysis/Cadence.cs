using System.Globalization;

namespace Unroll.Reports.Analysis;

/// <summary>How far apart the rows of a series are, in words.</summary>
/// <param name="Unit">The time from one row to the next as a noun: <c>day</c>; <c>step</c> when it has none.</param>
internal sealed record Cadence(string Unit)
{
    /// <summary>The cadence of times, by the median time from one to the next.</summary>
    /// <param name="times">The times, ascending.</param>
    public static Cadence Of(IReadOnlyList<DateTime> times)
    {
        TimeSpan[] steps = [.. times.Skip(1).Zip(times, (later, earlier) => later - earlier).Order()];
        return new Cadence(steps.Length == 0 ? "step" : Name(steps[steps.Length / 2]));
    }

    /// <summary>So many rows into the future: <c>1 day ahead</c>.</summary>
    public string Ahead(int rows) => string.Create(CultureInfo.InvariantCulture, $"{rows} {Unit}{(rows == 1 ? "" : "s")} ahead");

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
