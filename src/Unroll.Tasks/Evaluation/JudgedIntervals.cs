namespace Unroll.Tasks.Evaluation;

/// <summary>The scores of the prediction intervals of a target, those of the networks and of baselines.</summary>
/// <param name="Target">The target.</param>
/// <param name="Own">Those of the networks, rising by level.</param>
/// <param name="Baselines">Those of each baseline that has some, by name.</param>
internal sealed record JudgedIntervals(
    string Target, IReadOnlyList<IntervalScore> Own, IReadOnlyList<KeyValuePair<string, IReadOnlyList<IntervalScore>>> Baselines)
{
    /// <summary>A row for each interval, by its name: <c>80 %</c>, and of a baseline <c>ridge, 80 %</c>.</summary>
    public IEnumerable<KeyValuePair<string, IntervalScore>> Rows => Own
        .Select(interval => KeyValuePair.Create(IntervalNames.Of(interval.Level), interval))
        .Concat(Baselines.SelectMany(baseline => baseline.Value.Select(
            interval => KeyValuePair.Create($"{baseline.Key}, {IntervalNames.Of(interval.Level)}", interval))));
}
