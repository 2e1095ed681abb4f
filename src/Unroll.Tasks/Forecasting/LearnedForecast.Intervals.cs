using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Forecasting;

/// <content>The evaluation of a run, which calibrates the prediction intervals.</content>
public sealed partial class LearnedForecast
{
    /// <summary>The prediction intervals; null before they are calibrated, and of runs that were saved without.</summary>
    internal ForecastIntervals? Intervals { get; private set; }

    /// <inheritdoc/>
    internal override void ContinueFrom(LearnedTask evaluated) => Intervals = ((LearnedForecast)evaluated).Intervals;

    /// <summary>Refuses prediction intervals that the recipe asks for, but that cannot be given.</summary>
    /// <param name="validation">The windows of the validation part; null where there is none.</param>
    /// <param name="prepared">Their series.</param>
    /// <exception cref="InputException">They cannot.</exception>
    internal void RequireIntervals(SeriesWindows? validation, PreparedSet prepared)
    {
        for (int i = 0; i < _columns.Targets.Count; i++)
        {
            IntervalPlan.Of(_recipe, _columns.Targets[i], _head.LevelsOf(i));
        }

        IntervalPlan.RequireWindows(_recipe, validation, prepared);
    }

    /// <summary>Evaluates networks on the validation and the test part; prediction intervals are calibrated on the first.</summary>
    internal PartEvaluations Evaluate(
        SeriesWindows? validation, SeriesWindows test, PreparedSet prepared, Ensemble networks, int threads)
    {
        WalkedForecasts? before = validation is null ? null : Walk(validation, prepared, networks, threads);
        WalkedForecasts after = Walk(test, prepared, networks, threads);
        Intervals = ForecastIntervals.Fit(_recipe, before?.Targets ?? [], before?.Windows);
        Intervals.SetOn(after.Targets, after.Windows);
        foreach (TargetForecasts forecasts in after.Targets.Concat(before?.Targets ?? []))
        {
            forecasts.Space = null;
        }

        return new(before is null ? null : Judge("validation", before, prepared), Judge("test", after, prepared));
    }
}
