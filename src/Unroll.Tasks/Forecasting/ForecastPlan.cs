using Unroll.Data;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Explaining;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Training;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// The training, validation and test part of a forecaster: prepared series and their windows, before any network. For inspecting which rows
/// fall into which window, and for comparing other models on exactly the same windows.
/// </summary>
public sealed partial class ForecastPlan : TaskPlan
{
    private readonly Recipe _recipe;
    private readonly WindowLayout _layout;
    private readonly bool _isRecursive;
    private readonly bool _writes;
    private readonly double _scheduledSampling;
    private readonly WindowColumns _columns;
    private readonly PreparedSet _prepared;
    private readonly IReadOnlyList<SeriesParts> _rows;
    private readonly LearnedForecast _learned;
    private readonly ReshapedSeries _reshaped;
    private readonly IReadOnlyList<string> _hints;
    private readonly ForecastStage _stage;
    private SeriesWindows? _test;

    private ForecastPlan(
        Recipe recipe, IReadOnlyList<string> notes, IReadOnlyList<string> hints, ReshapedSeries reshaped, Preparation preparation,
        IReadOnlyList<SeriesParts> rows, ForecastStage stage = ForecastStage.First)
    {
        (_recipe, Notes, _hints, _reshaped, _rows, _stage) = (recipe, notes, hints, reshaped, rows, stage);
        _prepared = preparation.Transform(reshaped.History);
        (_layout, _columns) = (ForecastTask.LayoutOf(recipe), LearnedForecast.ColumnsOf(preparation));
        (_isRecursive, _writes) = (ForecastTask.IsRecursive(recipe), ForecastTask.IsSequenceToSequence(recipe));
        _scheduledSampling = recipe.Section(ForecastTask.Window).ScheduledSampling;
        WindowChecks.RequireFedBack(recipe, _layout, _columns);
        ForecastSeason season = ForecastSeason.Of(recipe, _prepared, rows);
        Warnings = [.. Preparation.Warnings([.. recipe.EffectiveSteps.Select(step => step.Create())]), .. notes,
            .. season.Note is { } found ? [found] : (string[])[], .. hints, .. ForecastChecks.UnseenColumns(recipe)];
        TrainingWindows = WindowsOf(preparation, "train");
        ValidationWindows = stage != ForecastStage.First || !recipe.EffectiveSplit.HasValidation
            ? null : WindowsOf(preparation, "validation");
        _test = stage == ForecastStage.All ? null : WindowsOf(preparation, "test");
        _learned = LearnedForecast.Of(recipe, preparation, _prepared, rows, season.Period, Windows.Sum(part => part.Value.SkippedCount));
        if (stage == ForecastStage.First)
        {
            _learned.RequireIntervals(ValidationWindows, _prepared);
        }

        Parts = [.. Windows.Select(part => Summarize(part.Key, part.Value))];
    }

    /// <summary>The windows of the training part.</summary>
    public SeriesWindows TrainingWindows { get; }

    /// <summary>The windows of the validation part; null where there is none.</summary>
    public SeriesWindows? ValidationWindows { get; private set; }

    /// <summary>The windows of the test part.</summary>
    /// <exception cref="InvalidOperationException">There is none, since all data are trained on.</exception>
    public SeriesWindows TestWindows => _test ?? throw NoTest();

    /// <summary>The windows of each part that there is: of <c>train</c>, <c>validation</c> and <c>test</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, SeriesWindows>> Windows =>
    [
        new("train", TrainingWindows),
        .. ValidationWindows is { } validation ? [new("validation", validation)] : (KeyValuePair<string, SeriesWindows>[])[],
        .. _test is { } test ? [new("test", test)] : (KeyValuePair<string, SeriesWindows>[])[],
    ];

    /// <summary>The notes of the steps on the series, such as rows that they left out; empty where there are none.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <inheritdoc/>
    public override LearnedTask Learned => _learned;

    /// <inheritdoc/>
    public override IReadOnlyList<PartSummary> Parts { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Warnings { get; }

    /// <summary>The plans of a recipe: one, or one for each fold of walk-forward validation.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="series">The series as they were read.</param>
    /// <param name="test">What follows each of them, to be tested on, where it is data of its own; else null.</param>
    /// <exception cref="InputException">The series do not fit the recipe.</exception>
    public static IEnumerable<ForecastPlan> Of(Recipe recipe, SeriesSet series, SeriesSet? test = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(series);
        PreparingStep[] steps = [.. recipe.EffectiveSteps.Select(step => step.Create().Resolve(recipe.Folder))];
        IReadOnlyList<string> read = DataWarnings.Of(recipe, series, test);
        TestContinuation? continued = test is null ? null : TestContinuation.Of(series, test, recipe.Data.Columns);
        ReshapedSeries reshaped = Preparation.Reshape(steps, continued?.Whole ?? series, ForecastTask.PreparationOptionsOf(recipe));
        SeriesSet divided = continued?.Before(reshaped) ?? reshaped.History;
        IReadOnlyList<string> notes = [
            .. reshaped.Notes, .. ForecastFolds.UnusedRows(recipe, divided) is { } unused ? [unused] : (string[])[]];
        foreach (IReadOnlyList<SeriesParts> whole in ForecastFolds.Of(recipe, divided))
        {
            IReadOnlyList<SeriesParts> rows = BoundaryRows.LeftOut(recipe, reshaped, continued?.WithTest(reshaped, whole) ?? whole);
            Preparation preparation = reshaped.Fit([.. rows.Select(part => part.Training)]);
            WindowChecks.RequireApart(recipe, preparation);
            IEnumerable<string> hints = [
                .. AnswerAliases.OfRows(reshaped.History, [.. rows.Select(part => part.Training)], preparation.Options), .. read];
            yield return new ForecastPlan(recipe, notes, [.. hints], reshaped, preparation, rows);
        }
    }

    /// <summary>The plan that trains on all rows, which tests nothing.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="series">The series as they were read.</param>
    /// <param name="test">What follows each of them, where the test part is data of its own; else null.</param>
    /// <exception cref="InputException">The series do not fit the recipe.</exception>
    public static ForecastPlan OfAll(Recipe recipe, SeriesSet series, SeriesSet? test = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        PreparingStep[] steps = [.. recipe.EffectiveSteps.Select(step => step.Create().Resolve(recipe.Folder))];
        SeriesSet all = test is null ? series : TestContinuation.Of(series, test, recipe.Data.Columns).Whole;
        ReshapedSeries reshaped = Preparation.Reshape(steps, all, ForecastTask.PreparationOptionsOf(recipe));
        SeriesParts[] rows = [.. reshaped.History.Items.Select(item => new SeriesParts([new RowRange(0, item.Frame.RowCount)], [], []))];
        Preparation preparation = reshaped.Fit([.. rows.Select(part => part.Training)]);
        return new ForecastPlan(recipe, reshaped.Notes, [], reshaped, preparation, rows, ForecastStage.All);
    }

    /// <summary>A target's value before all steps that leave rows as they are, in the unit of the file; NaN where it is missing.</summary>
    /// <param name="seriesId">Id of the series.</param>
    /// <param name="target">The target.</param>
    /// <param name="row">Row of the prepared series.</param>
    public double ValueAt(string seriesId, string target, int row)
    {
        Span<double> value = stackalloc double[1];
        _prepared.Items.First(item => item.Id == seriesId).Raw.CopyColumn(target, row, value);
        return value[0];
    }

    /// <inheritdoc/>
    public override SampleSource Training(Model network) => SamplesFor(network, TrainingWindows);

    /// <inheritdoc/>
    public override SampleSource? Validation(Model network) =>
        ValidationWindows is null ? null : SamplesFor(network, ValidationWindows);

    /// <inheritdoc/>
    public override ExplainableSamples? Explainable(Model network) => _learned.Explainable(_test ?? TrainingWindows);

    /// <inheritdoc/>
    public override PartEvaluations Evaluate(Ensemble networks, int threads) =>
        _learned.Evaluate(ValidationWindows, TestWindows, _prepared, networks, threads);

    /// <inheritdoc/>
    public override PartEvaluation JoinTests(IReadOnlyList<PartEvaluation> folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        return folds.Count == 1 ? folds[0] : ForecastEvaluation.Join([.. folds.Cast<ForecastEvaluation>()], _learned.Scales);
    }

    private SampleSource SamplesFor(Model network, SeriesWindows windows)
    {
        ArgumentNullException.ThrowIfNull(network);
        windows = _isRecursive ? windows.Ahead(0) : windows;
        SampleSource samples = network.OutputShapes is [{ IsSequence: false }]
            ? windows : new HeadTargets(windows, _learned.Heads, network);
        return _writes ? new PreviousRows(samples, windows) : samples;
    }

    /// <inheritdoc/>
    internal override IReadOnlyList<Callback> CallbacksFor(SampleSource training, ulong seed) =>
        training is PreviousRows rows && _scheduledSampling > 0
            ? [new ScheduledSampling(rows, TrainingWindows, _learned.Head, _scheduledSampling, seed)]
            : [];

    private SeriesWindows WindowsOf(Preparation preparation, string name)
    {
        List<WindowedSeries> windowed = [];
        for (int i = 0; i < _prepared.Items.Count; i++)
        {
            PreparedItem item = _prepared[i];
            windowed.AddRange(_rows[i][name].Select(rows => LearnedForecast.Windowed(item, rows, _layout, preparation)));
        }

        if (windowed.Count == 0)
        {
            throw new InputException($"The {name} part has no rows: give it a longer range or a larger share.")
            {
                Field = $"split.{name}",
            };
        }

        WindowChecks.RequireRoom(_layout, preparation, windowed, name);
        SeriesWindows windows = new(windowed, _columns, ForecastTask.LayoutOf(_recipe, name));
        if (name != "train")
        {
            WindowChecks.RequireEvaluable(_prepared, preparation, windows, name);
        }

        return windows;
    }

    private static InvalidOperationException NoTest() => new("This plan trains on all rows: it has no test part.");

    private PartSummary Summarize(string name, SeriesWindows windows)
    {
        (TimeIndex Time, RowRange Rows)[] runs = [.. _prepared.Items.Zip(_rows).SelectMany(
            pair => pair.Second[name].Select(rows => (pair.First.Frame.Time, rows)))];
        return new PartSummary(name, windows.Count, "windows")
        {
            First = runs.Min(run => run.Time[run.Rows.Start]),
            Last = runs.Max(run => run.Time[run.Rows.End - 1]),
        };
    }
}
