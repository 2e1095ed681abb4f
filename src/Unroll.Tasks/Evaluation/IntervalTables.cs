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
    /// <param name="judged">The scores of each interval, and of those of baselines.</param>
    public static DetailTable ForTerminal(string of, JudgedIntervals judged) => new(
        ["prediction interval" + of, "coverage", "width", "interval score"],
        [.. judged.Rows.Select(row => (string[])
        [
            row.Key,
            double.IsFinite(row.Value.Coverage) ? (100 * row.Value.Coverage).ToString("0.0 '%'", CultureInfo.InvariantCulture) : "–",
            Text(row.Value.Width), Text(row.Value.Score),
        ])]);

    /// <summary>The section of the report.</summary>
    /// <param name="targets">The scores of each target's intervals, and of those of baselines.</param>
    /// <param name="unit">The unit of the targets.</param>
    /// <param name="how">How they are calibrated, behind the words "on the validation part": "for each step ahead".</param>
    /// <param name="notes">Further sentences.</param>
    public static TableSection ForReport(
        IReadOnlyList<JudgedIntervals> targets, string? unit, string how, IEnumerable<string> notes) =>
        new(
            "Prediction intervals",
            [
                new("Interval"), new("Coverage", ScoreFormat.Share), new("Width", ScoreFormat.Unit),
                new("Interval score", ScoreFormat.Unit),
            ],
            [.. targets.SelectMany(target => target.Rows.Select(row => (IReadOnlyList<object?>)
            [
                (targets.Count > 1 ? $"{target.Target}, " : "") + row.Key, row.Value.Coverage, row.Value.Width, row.Value.Score,
            ]))])
        {
            Unit = unit,
            Note = string.Join(' ', [
                $"Calibrated on the validation part, {how}.",
                "The share of the true values within each interval, and its mean width; the interval score adds to the width what lies "
                    + "outside: less is better.",
                .. targets.Any(target => target.Baselines.Count > 0) ? ["Those of the baselines are calibrated likewise."] : (string[])[],
                .. notes]),
        };

    /// <summary>The scores of the intervals of a baseline in the metrics document; empty where it has none.</summary>
    /// <param name="intervals">The scores.</param>
    public static JsonObject ToJson(IReadOnlyList<IntervalScore> intervals) => intervals.Count == 0 ? []
        : new() { ["prediction_intervals"] = new JsonArray([.. intervals.Select(ToJson)]) };

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
