using System.Text.Json.Nodes;
using Unroll.Formats;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Regression;

/// <content>The scores of prediction intervals, those of baselines included.</content>
public sealed partial class RegressionEvaluation
{
    /// <summary>The predictions of baselines with intervals, by name.</summary>
    private Dictionary<string, IReadOnlyList<RegressionPrediction>> _judged = [];

    /// <summary>The scores of a target's prediction intervals, rising by level; none on the validation part.</summary>
    /// <param name="target">Its name.</param>
    public IReadOnlyList<IntervalScore> IntervalsOf(string target) => IntervalsOf(Series, target);

    /// <summary>
    /// The scores of the prediction intervals of each classical model among the baselines, by its name: none on the validation part.
    /// </summary>
    /// <param name="target">Name of the target.</param>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<IntervalScore>>> BaselineIntervalsOf(string target) =>
        [.. _judged.Select(baseline => KeyValuePair.Create(baseline.Key, IntervalsOf(baseline.Value, target)))
            .Where(baseline => baseline.Value.Count > 0)];

    /// <summary>The scores of all intervals of each target, as tables show them.</summary>
    internal IReadOnlyList<JudgedIntervals> JudgedIntervals =>
        [.. Targets.Select(target => new JudgedIntervals(target, IntervalsOf(target), BaselineIntervalsOf(target)))];

    /// <inheritdoc/>
    internal override JsonObject BaselineDetails(string name) => BaselineDetails(name, Targets[0]);

    /// <summary>The predictions of a baseline: of each series, each target.</summary>
    /// <param name="name">Its name.</param>
    internal IReadOnlyList<RegressionPrediction> PredictionsOf(string name) => [.. Replaced(
        Targets, Series, _baselines.First(baseline => baseline.Key == name).Value).Select(
            prediction => prediction with { Quantiles = [], Distribution = null, Intervals = [] })];

    /// <summary>Takes the predictions of a baseline with their intervals, once these are calibrated.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="series">The predictions of <see cref="PredictionsOf"/> with intervals.</param>
    internal void TakeBaseline(string name, IReadOnlyList<RegressionPrediction> series) => _judged[name] = series;

    private JsonObject BaselinesToJson(TargetScores of) => new(of.Baselines.Select(baseline => KeyValuePair.Create(
        baseline.Key, (JsonNode?)JsonFormatter.Merge(baseline.Value.ToJson(), BaselineDetails(baseline.Key, of.Target)))));

    private JsonObject BaselineDetails(string name, string target) =>
        IntervalTables.ToJson(_judged.TryGetValue(name, out IReadOnlyList<RegressionPrediction>? own) ? IntervalsOf(own, target) : []);

    private static IReadOnlyList<IntervalScore> IntervalsOf(IReadOnlyList<RegressionPrediction> series, string target)
    {
        RegressionPrediction[] own = [.. series.Where(prediction => prediction.Target == target)];
        return [.. own[0].Intervals.Select(interval => interval.Level).Where(
            level => own.All(prediction => prediction.Interval(level) is not null)).Select(level =>
        {
            IntervalSums sums = new(level);
            foreach (RegressionPrediction prediction in own)
            {
                PredictionInterval interval = prediction.Interval(level)!.Value;
                sums.Add(prediction.Actual!.Value, interval.Lower, interval.Upper);
            }

            return IntervalScore.Of(sums);
        })];
    }
}
