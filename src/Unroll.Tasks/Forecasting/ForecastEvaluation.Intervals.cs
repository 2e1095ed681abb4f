using System.Text.Json.Nodes;
using Unroll.Tasks.Evaluation;

namespace Unroll.Tasks.Forecasting;

/// <content>The scores of prediction intervals.</content>
public sealed partial class ForecastEvaluation
{
    /// <summary>
    /// The scores of each prediction interval, rising by level; none on the validation part, which they are calibrated on.
    /// </summary>
    public IReadOnlyList<IntervalScore> Intervals { get; }

    /// <summary>The scores of each prediction interval (inner list) a step ahead.</summary>
    public IReadOnlyList<IReadOnlyList<IntervalScore>> IntervalsByStep { get; }

    /// <summary>
    /// The scores of the prediction intervals of each classical model among the baselines, by its name: none on the validation part, and
    /// none of a model without intervals.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, IReadOnlyList<IntervalScore>>> BaselineIntervals => field ??=
        [.. _targets[0].Baselines.Select(baseline => KeyValuePair.Create(
            baseline.Key, (IReadOnlyList<IntervalScore>)ScoresOf(baseline.Value.Intervals))).Where(baseline => baseline.Value.Count > 0)];

    /// <summary>The scores of all intervals, as tables show them.</summary>
    internal JudgedIntervals JudgedIntervals => new(Target, Intervals, BaselineIntervals);

    /// <inheritdoc/>
    internal override JsonObject BaselineDetails(string name) =>
        IntervalTables.ToJson(BaselineIntervals.FirstOrDefault(baseline => baseline.Key == name).Value ?? []);

    /// <summary>The levels of the intervals of any target, on the test part.</summary>
    private IReadOnlyList<double> IntervalLevels { get; init; } = [];

    private static IntervalScore[] ScoresOf(IReadOnlyList<IntervalSums> intervals) =>
        [.. intervals.Select(IntervalScore.Of)];
}
