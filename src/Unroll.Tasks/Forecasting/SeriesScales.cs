using System.Text.Json.Nodes;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// The scale of the MASE of each of many series: the mean error of its seasonal-naive forecast one step ahead in all of its rows before the
/// test part, as the M4 competition has it.
/// </summary>
internal sealed class SeriesScales
{
    private const string Key = "series-mase-scales";

    private readonly Dictionary<string, double>[] _targets;

    private SeriesScales(Dictionary<string, double>[] targets) => _targets = targets;

    /// <summary>The scales of series; null where there is but one, whose MASE needs no mean.</summary>
    /// <param name="prepared">The series.</param>
    /// <param name="rows">Their parts.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="season">Rows of a season.</param>
    public static SeriesScales? Of(PreparedSet prepared, IReadOnlyList<SeriesParts> rows, IReadOnlyList<string> targets, int season) =>
        prepared.Items.Count == 1 ? null : new([.. targets.Select(target =>
        {
            Dictionary<string, double> scales = new(prepared.Items.Count, StringComparer.Ordinal);
            for (int i = 0; i < prepared.Items.Count; i++)
            {
                scales[prepared[i].Id] = ScaleOf(prepared[i].Raw, rows[i], target, season);
            }

            return scales;
        })]);

    /// <summary>The scales that were saved; null where there are none.</summary>
    /// <param name="json">The saved state.</param>
    public static SeriesScales? FromJson(JsonObject json) => json[Key] is not JsonArray targets ? null
        : new([.. targets.Select(target => target!.AsObject().ToDictionary(
            entry => entry.Key, entry => entry.Value?.GetValue<double>() ?? double.NaN, StringComparer.Ordinal))]);

    /// <summary>The scale of each series for a target, by its id; NaN where it is not known.</summary>
    /// <param name="target">Index of the target.</param>
    public IReadOnlyDictionary<string, double> this[int target] => _targets[target];

    /// <summary>Saves the scales.</summary>
    /// <param name="json">The state.</param>
    public void Write(JsonObject json) => json[Key] = new JsonArray([.. _targets.Select(scales => (JsonNode)new JsonObject(scales.Select(
        entry => KeyValuePair.Create(entry.Key, double.IsFinite(entry.Value) ? (JsonNode?)entry.Value : null))))]);

    /// <summary>The mean over the runs of rows before the test part, those that follow one another being one.</summary>
    private static double ScaleOf(Frame raw, SeriesParts parts, string target, int season)
    {
        double sum = 0;
        int count = 0, start = 0, end = 0;
        foreach (RowRange run in parts.Training.Concat(parts.Validation).OrderBy(run => run.Start).Append(new RowRange(raw.RowCount, 0)))
        {
            if (run.Start != end || run.Count == 0)
            {
                Add(start, end);
                start = run.Start;
            }

            end = run.End;
        }

        return count == 0 ? double.NaN : sum / count;

        void Add(int from, int to)
        {
            Frame known = raw.Slice(from, to - from);
            double scale = Baselines.SeasonalNaiveScale(known.Time, known.Column(target), season).Absolute;
            if (double.IsFinite(scale))
            {
                sum += scale * (to - from);
                count += to - from;
            }
        }
    }
}
