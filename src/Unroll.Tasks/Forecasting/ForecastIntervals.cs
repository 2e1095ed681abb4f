using System.Text.Json.Nodes;
using Unroll.Series.Windowing;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <summary>The prediction intervals of a forecast, calibrated on the validation part.</summary>
internal sealed class ForecastIntervals
{
    private readonly Recipe _recipe;
    private readonly IReadOnlyList<IntervalCalibration> _targets;

    private ForecastIntervals(Recipe recipe, IReadOnlyList<IntervalCalibration> targets) => (_recipe, _targets) = (recipe, targets);

    /// <summary>Whether no interval is asked for.</summary>
    public bool IsEmpty => _targets.All(target => target.Wanted.Count == 0);

    /// <summary>The levels that any target has intervals of, rising.</summary>
    public IReadOnlyList<double> Levels => [.. _targets.SelectMany(target => target.Levels).Distinct().Order()];

    /// <summary>A sentence on each level that is not given, and why; none where all are.</summary>
    public IReadOnlyList<string> Notes =>
    [
        .. _targets.Count == 0 && _recipe.Section(ForecastTask.Intervals).Method != IntervalMethod.None
            ? [IntervalPlan.NothingToCalibrateOn] : (string[])[],
        .. _targets.SelectMany((target, index) => target.Wanted.Except(target.Levels).Select(
            level => IntervalPlan.MissingNote(level, Of(index), target.Windows, "windows"))),
    ];

    /// <summary>Calibrates on the validation part.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="validation">The forecasts of each target; none where there is no such part.</param>
    /// <param name="windows">The windows of the part; null where there is none.</param>
    public static ForecastIntervals Fit(Recipe recipe, IReadOnlyList<TargetForecasts> validation, SeriesWindows? windows) =>
        new(recipe, [.. validation.Select(target =>
        {
            IntervalPlan plan = IntervalPlan.Of(recipe, recipe.Section(ForecastTask.Intervals), target.Target, target.Levels);
            return IntervalCalibration.Fit(target.Space!, windows!.Count, plan.Levels, plan.Bounds);
        })]);

    /// <summary>Gives the forecasts of a part after the validation part their intervals.</summary>
    /// <param name="forecasts">The forecasts of each target.</param>
    /// <param name="windows">Their windows.</param>
    public void SetOn(IReadOnlyList<TargetForecasts> forecasts, SeriesWindows windows)
    {
        if (_targets.Count == 0)
        {
            return;
        }

        bool isAdaptive = _recipe.Section(ForecastTask.Intervals).Adaptive;
        for (int i = 0; i < forecasts.Count; i++)
        {
            forecasts[i].SetIntervals(_targets[i].Walk(forecasts[i].Space!, windows, isAdaptive));
        }
    }

    /// <summary>The same intervals for errors in other units.</summary>
    /// <param name="factorOf">The factor of the errors of a target, by its index.</param>
    public ForecastIntervals Scaled(Func<int, double> factorOf) =>
        new(_recipe, [.. _targets.Select((target, index) => target.Scaled(factorOf(index)))]);

    /// <summary>The intervals of a forecast after all that was seen.</summary>
    /// <param name="target">Index of the target.</param>
    /// <param name="forecast">The forecast.</param>
    public IntervalEnds? Of(int target, ErrorSpace forecast) => target < _targets.Count ? _targets[target].Read(forecast) : null;

    /// <summary>The calibration, for the metrics document.</summary>
    public JsonObject Facts() => new()
    {
        ["method"] = (IsOfQuantiles ? IntervalMethod.Quantile : IntervalMethod.Conformal).ToString().ToLowerInvariant(),
        ["adaptive"] = _recipe.Section(ForecastTask.Intervals).Adaptive,
        ["calibrated_on"] = "validation",
        ["windows"] = _targets.Min(target => target.Windows),
        ["levels"] = new JsonArray([.. Levels.Select(level => (JsonNode)level)]),
        ["notes"] = new JsonArray([.. Notes.Select(note => (JsonNode)note)]),
    };

    /// <summary>The calibration as it is saved.</summary>
    public JsonArray ToJson() => new([.. _targets.Select(target => target.ToJson())]);

    /// <summary>Restores a calibration from <see cref="ToJson"/>.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="json">The saved calibration.</param>
    public static ForecastIntervals FromJson(Recipe recipe, JsonNode json) =>
        new(recipe, [.. json.AsArray().Select(target => IntervalCalibration.FromJson(target!))]);

    private bool IsOfQuantiles => _targets.Any(target => target.IsOfQuantiles);

    private string Of(int target) => _targets.Count == 1 ? "" : $" of {_recipe.Data.Targets[target]}";
}
