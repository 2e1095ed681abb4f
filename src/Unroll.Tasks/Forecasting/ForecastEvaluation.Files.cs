using System.Text.Json.Nodes;
using Unroll.Formats;
using Unroll.Series.Frames;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Runs.Documents;

namespace Unroll.Tasks.Forecasting;

/// <content>What the files of a run hold of an evaluation.</content>
public sealed partial class ForecastEvaluation
{
    /// <summary>
    /// The columns
    /// <c>[target,][series,]origin,time,step,actual,forecast,[q0.1,…][lower_80,upper_80,…]naive,seasonal_naive[,ridge,…]</c>: the target
    /// where there are several, and the series likewise; stamps carry their offset where the series have a zone. The ends of
    /// prediction intervals are empty on the validation part, which these are calibrated on.
    /// </summary>
    /// <inheritdoc/>
    public override PredictionTable Predictions => PredictionsOf(1);

    /// <inheritdoc/>
    public override PredictionTable PredictionsOf(int stride) => new(
        [
            .. _targets.Count > 1 ? ["target"] : (string[])[],
            .. _stamps.HasSeveralSeries ? ["series"] : (string[])[],
            "origin", "time", "step", "actual", "forecast", .. AllLevels.Select(NumberHead.NameOf),
            .. IntervalLevels.SelectMany(level => (string[])[IntervalNames.Lower(level), IntervalNames.Upper(level)]),
            "naive", "seasonal_naive", .. _targets[0].Baselines.Select(baseline => baseline.Key.Replace('-', '_')),
        ],
        _targets.SelectMany(target => target.Predictions.Every(stride).Select(forecast => Row(target, forecast))));

    /// <inheritdoc/>
    public override JsonObject Details() => RunJson.ToObject(
        new ForecastDetails(
            Windows,
            TimeIndex.ToFileText(Forecasts[0].Time, "s", Zone),
            TimeIndex.ToFileText(Forecasts[^1].Time, "s", Zone),
            Naive2.ToJson(),
            [.. ByStep.Select((scores, index) => JsonFormatter.Merge(
                new JsonObject { ["step"] = index + 1 },
                scores.ToJson(),
                Intervals.Count == 0 ? [] : new JsonObject
                {
                    ["prediction_intervals"] = new JsonArray([.. IntervalsByStep[index].Select(IntervalTables.ToJson)]),
                }))],
            Quantiles.Count == 0
                ? null
                : [.. Quantiles.Select(quantile => new QuantileDocument(quantile.Level, quantile.Pinball, quantile.Coverage))],
            Intervals.Count == 0 ? null : [.. Intervals.Select(IntervalTables.ToJson)],
            ByHour.Count == 0 ? null : [.. ByHour.Select(score => ToJson("hour", score.Place, score))],
            ByWeekday.Count == 0
                ? null
                : [.. ByWeekday.Select(score => ToJson("weekday", ((DayOfWeek)score.Place).ToString().ToLowerInvariant(), score))],
            FurtherTargets.Count == 0 ? null : [.. FurtherTargets.Select(further => further.ToFurtherTarget())]),
        RunJson.Default.ForecastDetails);

    private static JsonObject ToJson(string name, JsonNode place, CalendarScore score) => new()
    {
        [name] = place,
        ["count"] = score.Count,
        ["mae"] = NumberOf(score.MeanAbsoluteError),
        ["seasonal_naive_mae"] = NumberOf(score.SeasonalNaive),
    };

    private static JsonNode? NumberOf(double value) => double.IsFinite(value) ? Scores.Rounded(value) : null;

    private JsonObject ToFurtherTarget() => JsonFormatter.Merge(
        new JsonObject { ["target"] = Target },
        Model.ToJson(),
        Details(),
        new JsonObject { ["baselines"] = BaselinesToJson() });

    /// <summary>The levels of any target, since heads may have losses of their own.</summary>
    private IReadOnlyList<double> AllLevels =>
        field ??= [.. QuantileLevels, .. _targets.Skip(1).SelectMany(target => target.Levels).Distinct().Except(QuantileLevels)];

    private static double? QuantileOf(TargetForecasts target, Prediction forecast, double level) =>
        target.Levels.ToList().IndexOf(level) is var place and >= 0 ? forecast.Quantiles[place] : null;

    private object?[] Row(TargetForecasts target, Prediction forecast) =>
    [
        .. _targets.Count > 1 ? [target.Target] : (object?[])[],
        .. _stamps.HasSeveralSeries ? [forecast.Series] : (object?[])[],
        _stamps.Of(forecast.Origin), _stamps.Of(forecast.Time), forecast.Step, forecast.Actual, forecast.Forecast,
        .. AllLevels.Select(level => (object?)QuantileOf(target, forecast, level)),
        .. IntervalLevels.Select(forecast.Interval).SelectMany(interval => (object?[])[interval?.Lower, interval?.Upper]),
        forecast.Naive, forecast.SeasonalNaive, .. forecast.Baselines.Cast<object?>(),
    ];
}
