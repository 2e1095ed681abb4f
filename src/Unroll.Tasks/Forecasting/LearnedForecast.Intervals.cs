using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <content>The evaluation of a run, which calibrates the prediction intervals.</content>
public sealed partial class LearnedForecast
{
    /// <summary>The prediction intervals; null before they are calibrated, and of runs that were saved without.</summary>
    internal ForecastIntervals? Intervals { get; private set; }

    /// <summary>Takes over the intervals of evaluated networks, whose errors are then in the units of this preparation.</summary>
    /// <param name="evaluated">The state of the evaluated networks.</param>
    /// <param name="prepared">All series, as this one prepares them.</param>
    /// <param name="isInUnitOfFile">Whether errors are in the unit of the file, and of many series in units of each.</param>
    internal void ContinueFrom(LearnedForecast evaluated, PreparedSet prepared, bool isInUnitOfFile)
    {
        PreparedSet before = evaluated.Preparation.Transform(prepared.Source);
        int[] all = [.. Enumerable.Range(0, prepared.Items.Count)];
        Intervals = evaluated.Intervals?.Scaled(isInUnitOfFile ? InUnitOfFile : AsPrepared);
        ContinueBaselines(evaluated, AsPrepared);

        double InUnitOfFile(int target) =>
            Median(all.Select(i => UnitOf(evaluated, target, prepared[i].Id) / UnitOf(this, target, prepared[i].Id)));

        double AsPrepared(int target) => Median(all.Select(i => UnitOf(evaluated.Preparation, before[i], _columns.Targets[target])
            / UnitOf(Preparation, prepared[i], _columns.Targets[target])));
    }

    private static double UnitOf(LearnedForecast learned, int target, string series) =>
        learned._seriesScales?[target].GetValueOrDefault(series) ?? 1;

    /// <summary>The size of a unit of the errors of a series at its last known row, in the unit of the file.</summary>
    private static double UnitOf(Preparation preparation, PreparedItem item, string target)
    {
        // A small part of the unit, since levels may be logarithms.
        const double Part = 1e-4;
        int row = item.KnownRows - 1;
        double[] level = new double[1];
        preparation.CopyLevels(item, target, row, level);
        double step = Part * preparation.LevelUnit(item, target, row);
        double[] lower = [level[0] - step], upper = [level[0] + step];
        preparation.InverseOfLevels(item, target, row, lower);
        preparation.InverseOfLevels(item, target, row, upper);
        return Math.Abs(upper[0] - lower[0]) / (2 * Part);
    }

    private static double Median(IEnumerable<double> ratios)
    {
        double[] known = [.. ratios.Where(ratio => double.IsFinite(ratio) && ratio > 0).Order()];
        return known.Length == 0 ? 1 : known[known.Length / 2];
    }

    /// <summary>Refuses prediction intervals that the recipe asks for, but that cannot be given.</summary>
    /// <param name="validation">The windows of the validation part; null where there is none.</param>
    /// <param name="prepared">Their series.</param>
    /// <exception cref="InputException">They cannot.</exception>
    internal void RequireIntervals(SeriesWindows? validation, PreparedSet prepared)
    {
        IntervalRecipe wanted = _recipe.Section(ForecastTask.Intervals);
        for (int i = 0; i < _columns.Targets.Count; i++)
        {
            IntervalPlan.Of(_recipe, wanted, _columns.Targets[i], _head.LevelsOf(i));
        }

        IntervalPlan.Require(
            _recipe, wanted,
            () => validation is null ? 0 : _recipe.Data.Targets.Min(target => KnownWindows(validation, prepared, target)),
            "windows", "Give the validation part more rows");
    }

    /// <summary>The windows whose truth is known, at the step that fewest have.</summary>
    private static int KnownWindows(SeriesWindows windows, PreparedSet prepared, string target)
    {
        Dictionary<string, PreparedItem> items = prepared.Items.ToDictionary(item => item.Id, StringComparer.Ordinal);
        int[] known = new int[windows.Layout.Horizon];
        double[] values = new double[known.Length];
        for (int window = 0; window < windows.Count; window++)
        {
            items[windows.Series(windows.SeriesOf(window)).Id].Raw.CopyColumn(
                target, windows.Origin(window) + windows.Layout.Gap + 1, values);
            for (int step = 0; step < known.Length; step++)
            {
                known[step] += double.IsNaN(values[step]) ? 0 : 1;
            }
        }

        return known.Min();
    }

    /// <summary>
    /// Evaluates networks on the validation and the test part; prediction intervals are calibrated on the first, unless those of other
    /// networks were taken over.
    /// </summary>
    internal PartEvaluations Evaluate(
        SeriesWindows? validation, SeriesWindows test, PreparedSet prepared, Ensemble networks, int threads)
    {
        WalkedForecasts? before = validation is null ? null : Walk(validation, prepared, networks, threads);
        WalkedForecasts after = Walk(test, prepared, networks, threads);
        AddBaselines(after, prepared, threads);
        if (before is not null)
        {
            AddBaselines(before, prepared, threads);
        }

        Intervals = before is null && Intervals is { } kept
            ? kept : ForecastIntervals.Fit(_recipe, before?.Targets ?? [], before?.Windows);
        Intervals.SetOn(after.Targets, after.Windows);
        CalibrateBaselines(before, after);
        foreach (TargetForecasts forecasts in after.Targets.Concat(before?.Targets ?? [])
            .SelectMany(own => own.Baselines.Select(baseline => baseline.Value).Prepend(own)))
        {
            forecasts.Space = null;
        }

        return new(before is null ? null : Judge("validation", before, prepared), Judge("test", after, prepared));
    }
}
