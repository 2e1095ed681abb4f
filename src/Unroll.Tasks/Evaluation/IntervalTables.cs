using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Learning.Sections;

namespace Unroll.Tasks.Evaluation;

/// <summary>The scores of prediction intervals for a terminal, for the report and for the metrics document.</summary>
internal static class IntervalTables
{
    /// <summary>The table that a terminal shows below the scores.</summary>
    /// <param name="of">What the intervals are of, behind the words "prediction interval"; empty where there is one target.</param>
    /// <param name="intervals">The scores of each interval.</param>
    public static DetailTable ForTerminal(string of, IEnumerable<IntervalScore> intervals) => new(
        ["prediction interval" + of, "coverage", "width", "interval score"],
        [.. intervals.Select(interval => (string[])
        [
            IntervalNames.Of(interval.Level),
            double.IsFinite(interval.Coverage) ? (100 * interval.Coverage).ToString("0.0 '%'", CultureInfo.InvariantCulture) : "–",
            Text(interval.Width), Text(interval.Score),
        ])]);

    /// <summary>The section of the report.</summary>
    /// <param name="targets">The scores of each target's intervals, by its name.</param>
    /// <param name="unit">The unit of the targets.</param>
    /// <param name="how">How they are calibrated, behind the words "on the validation part": "for each step ahead".</param>
    /// <param name="notes">Further sentences.</param>
    public static TableSection ForReport(
        IReadOnlyList<KeyValuePair<string, IReadOnlyList<IntervalScore>>> targets, string? unit, string how, IEnumerable<string> notes) =>
        new(
            "Prediction intervals",
            [
                new("Interval"), new("Coverage", ScoreFormat.Share), new("Width", ScoreFormat.Unit),
                new("Interval score", ScoreFormat.Unit),
            ],
            [.. targets.SelectMany(target => target.Value.Select(interval => (IReadOnlyList<object?>)
            [
                (targets.Count > 1 ? $"{target.Key}, " : "") + IntervalNames.Of(interval.Level), interval.Coverage, interval.Width,
                interval.Score,
            ]))])
        {
            Unit = unit,
            Note = string.Join(' ', [
                $"Calibrated on the validation part, {how}.",
                "The share of the true values within each interval, and its mean width; the interval score adds to the width what lies "
                    + "outside: less is better.",
                .. notes]),
        };

    /// <summary>The scores of an interval in the metrics document; null where one is not defined.</summary>
    /// <param name="interval">The interval.</param>
    public static JsonObject ToJson(IntervalScore interval) => new()
    {
        ["level"] = interval.Level,
        ["coverage"] = NumberOf(interval.Coverage),
        ["width"] = NumberOf(interval.Width),
        ["interval_score"] = NumberOf(interval.Score),
    };

    private static JsonNode? NumberOf(double value) => double.IsFinite(value) ? Scores.Rounded(value) : null;

    private static string Text(double value) => double.IsFinite(value) ? value.ToString("G4", CultureInfo.InvariantCulture) : "–";
}
