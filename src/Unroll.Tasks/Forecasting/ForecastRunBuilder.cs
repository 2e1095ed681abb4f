using System.Globalization;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;
using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Tasks.Forecasting;

/// <summary>Collects what comes out of a training, fold by fold.</summary>
internal sealed class ForecastRunBuilder(Recipe recipe, ulong seed, int threads)
{
    private readonly List<History> _histories = [];
    private readonly List<IReadOnlyList<PartForecasts>> _tests = [];
    private readonly List<PartEvaluation> _folds = [];
    private IReadOnlyList<PartForecasts> _validation = [];
    private IReadOnlyList<double> _maseScales = [];
    private ForecastPlan? _plan;
    private int _season;
    private int _skipped;
    private int _skippedForPauses;

    /// <summary>Adds a fold; of several, the last one's networks are kept.</summary>
    public void Add(
        ForecastPlan plan,
        IReadOnlyList<History> histories,
        int season,
        IReadOnlyList<double> maseScales,
        IReadOnlyList<PartForecasts> validation,
        IReadOnlyList<PartForecasts> test)
    {
        _histories.AddRange(histories);
        _tests.Add(test);
        _validation = validation;
        _plan = plan;
        _season = season;
        _maseScales = maseScales;
        _skipped = plan.Windows.Sum(part => part.Value.SkippedCount);
        _skippedForPauses = plan.Windows.Sum(part => part.Value.SkippedForPauses);
        _folds.Add(test[0].Score("test", maseScales[0]));
    }

    /// <summary>Everything that a report shows.</summary>
    /// <param name="networks">The networks that were kept.</param>
    public ForecastRun ToRun(IReadOnlyList<Sequential> networks)
    {
        ForecastPlan plan = _plan ?? throw new InvalidOperationException("No fold was trained.");
        IReadOnlyList<PartEvaluation>[] parts =
        [
            .. recipe.Data.Targets.Select((_, target) => (PartEvaluation[])
            [
                _validation[target].Score("validation", _maseScales[target]),
                PartForecasts.Join([.. _tests.Select(test => test[target])]).Score("test", _maseScales[target]),
            ]),
        ];
        return new ForecastRun
        {
            Name = recipe.Name,
            Recipe = recipe,
            Seed = seed,
            Threads = threads == 0 ? Environment.ProcessorCount : threads,
            TargetName = recipe.Data.Target,
            Unit = recipe.Data.Unit,
            ModelSummary = networks.Count == 1
                ? networks[0].Summary()
                : string.Create(CultureInfo.InvariantCulture, $"{networks[0].Summary()}Forecasts are the mean of {networks.Count} such networks.\n"),
            ParameterCount = networks.Sum(network => network.ParameterCount),
            InputNames = plan.Training.FeatureNames,
            History = _histories[0],
            FurtherHistories = _histories[1..],
            TrainingSeconds = _histories.Sum(history => history.Elapsed.TotalSeconds),
            Interrupted = _histories[^1].StopReason == StopReason.Cancelled,
            SkippedWindows = _skipped,
            SkippedForPauses = _skippedForPauses,
            SeasonalPeriod = _season,
            SeriesCount = plan.Series.Count,
            Warnings = [.. recipe.Prepare.Steps.Select(step => step.Warning).OfType<string>(), .. plan.Notes],
            Parts = parts[0],
            FurtherParts = [.. parts.Skip(1).SelectMany(part => part)],
            Folds = _folds.Count > 1 ? _folds : [],
            PartSummaries = [.. plan.Windows.Select((part, index) => Summarize(part.Key, plan, index, part.Value))],
            FirstTime = plan.Series.Min(series => series.Frame.Time[0]),
            LastTime = plan.Series.Max(series => series.Frame.Time[series.Frame.RowCount - 1]),
        };
    }

    private static PartSummary Summarize(string name, ForecastPlan plan, int index, SeriesWindows windows)
    {
        (TimeIndex Time, RowRange Rows)[] runs =
        [
            .. plan.Series.Zip(plan.Parts).SelectMany(pair =>
                (index switch { 0 => pair.Second.Training, 1 => pair.Second.Validation, _ => pair.Second.Test }).Select(rows => (pair.First.Frame.Time, rows))),
        ];
        return new PartSummary(name, runs.Min(run => run.Time[run.Rows.Start]), runs.Max(run => run.Time[run.Rows.End - 1]), windows.Count);
    }
}
