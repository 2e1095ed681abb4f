using Unroll.Models;
using Unroll.Series.Windowing;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <content>
/// Plans beside others: those of further members of an ensemble, of networks that were evaluated before, of more rows to learn from, and of
/// fewer windows.
/// </content>
public sealed partial class ForecastPlan
{
    /// <inheritdoc/>
    public override TaskPlan Refitted()
    {
        // What stands between the two parts so that the second can judge the first is learned from as well.
        int between = _recipe.EffectiveSplit switch
        {
            TimeSplit split => split.Embargo + (split.Unit == SplitUnit.Time ? 1 : 0),
            WalkForwardSplit split => split.Embargo,
            _ => 0,
        };
        SeriesParts[] rows = [.. _rows.Select(part => part.Joined(between))];
        return new ForecastPlan(
            _recipe, Notes, _hints, _reshaped, _reshaped.Fit([.. rows.Select(part => part.Training)]), rows, ForecastStage.Refit);
    }

    /// <inheritdoc/>
    internal override void ContinueFrom(LearnedTask evaluated, IReadOnlyList<TaskPlan> members) => _learned.ContinueFrom(
        (LearnedForecast)evaluated, _prepared,
        LearnedForecast.SharedLevels([.. members.Select(plan => ((ForecastPlan)plan)._learned)]) is null);

    /// <inheritdoc/>
    public override void CheckMembers(IReadOnlyList<TaskPlan> members)
    {
        if (members.Count == 1)
        {
            return;
        }

        ForecastPlan[] plans = [.. members.Cast<ForecastPlan>()];
        _learned.CheckMembers([.. plans.Select(plan => plan._learned)]);
        foreach ((string part, SeriesWindows windows) in Windows.Where(part => part.Key != "train"))
        {
            MemberWalk.Common([windows, .. plans.Skip(1).Select(plan => plan.Windows.First(own => own.Key == part).Value)]);
        }
    }

    /// <inheritdoc/>
    internal override FittedModel Fit(ClassicalModel model, Model network, CancellationToken cancellation) =>
        model.Fit(DataOf(_isRecursive ? TrainingWindows.Ahead(0) : TrainingWindows, _learned.ClassicalOutputs), cancellation);

    /// <inheritdoc/>
    internal override void FitBaselines(CancellationToken cancellation)
    {
        ClassicalData data = DataOf(TrainingWindows, _layout.Horizon * _recipe.Data.Targets.Count);

        // The seasonal-naive forecast is there in any case.
        ClassicalBaseline[] fitted = [.. _recipe.Baselines.Where(model => model.Name != Baselines.SeasonalNaiveName)
            .Select(model => new ClassicalBaseline(
                model.Name, _recipe.Locate(() => model.Fit(data, cancellation), ClassicalChecks.FieldOf(_recipe, model))))];
        _learned.SetBaselines(() => fitted);
    }

    /// <inheritdoc/>
    internal override TaskPlan Thinned(int samples)
    {
        // A forecast row by row runs the network as often.
        int most = _isRecursive || _writes ? Math.Max(1, samples / _layout.Horizon) : samples;
        ForecastPlan thinned = (ForecastPlan)MemberwiseClone();
        thinned.ValidationWindows = ValidationWindows is { } validation ? Some(validation, most) : null;
        thinned._test = Some(TestWindows, most);
        return thinned.ValidationWindows == ValidationWindows && thinned._test == _test ? this : thinned;
    }

    private ClassicalData DataOf(SeriesWindows windows, int outputs) => new(windows, outputs)
    {
        InputNames = windows.FeatureNames,
        FurtherNames = !windows.Columns.HasFutureInput(windows.Layout) ? []
            : [.. Enumerable.Range(1, windows.Layout.Horizon).SelectMany(step => windows.Columns.FutureCovariates.Select(
                name => FormattableString.Invariant($"{name}+{windows.Layout.Gap + step}")))],
        Histories =
        [
            .. _prepared.Items.Zip(_rows, (item, rows) => new TrainingHistory(
                item.Id, item.Frame, item.Raw, HistoryOf(rows))),
        ],
        Targets = _recipe.Data.Targets,
        Regressors = _learned.GivenFutureCovariates,
        Related = [.. _recipe.Data.Targets.Concat(_recipe.Data.PastCovariates.Where(IsNumber))],
        Season = _learned.SeasonalPeriod,
    };

    /// <summary>
    /// Rows that a model of time is fitted to: those of the first run of training rows, and where training and validation part are one, all
    /// until their end, since rows between the two are known.
    /// </summary>
    private int HistoryOf(SeriesParts rows) => rows.Training is not [{ Start: 0 } first, ..] ? 0
        : _stage == ForecastStage.Refit ? rows.Training[^1].End : first.End;

    private bool IsNumber(string column) =>
        _prepared.Items[0].Frame is var frame && frame.HasColumn(column) && frame.Categories(column) is null;

    private static SeriesWindows Some(SeriesWindows windows, int most)
    {
        int every = (int)Math.Ceiling(windows.Count / (double)most);
        return every == 1 ? windows : windows.Keep(window => window % every == 0);
    }
}
