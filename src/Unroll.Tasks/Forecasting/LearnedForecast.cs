using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// The state of a trained forecast beside the weights: its preparation, the season, and the rows of training and validation.
/// </summary>
public sealed partial class LearnedForecast : LearnedTask
{
    private readonly Recipe _recipe;
    private readonly ForecastHead _head;
    private readonly WindowLayout _layout;
    private readonly WindowColumns _columns;
    private readonly SeenRows _seen;

    private readonly SeriesScales? _seriesScales;

    private LearnedForecast(
        Recipe recipe, Preparation preparation, int season, IReadOnlyList<NaiveScale> scales, SeriesScales? seriesScales, SeenRows seen)
    {
        _seriesScales = seriesScales;
        (_recipe, Preparation, SeasonalPeriod, Scales, _seen) = (recipe, preparation, season, scales, seen);
        (_head, _layout, _columns) = (ForecastHead.Of(recipe), ForecastTask.LayoutOf(recipe), ColumnsOf(preparation));
        InputNames = _columns.FeatureNames(_layout);
    }

    /// <summary>The preparation of series.</summary>
    public Preparation Preparation { get; }

    /// <summary>Rows in a season, the period of the seasonal-naive forecast.</summary>
    public int SeasonalPeriod { get; }

    /// <summary>Errors of the seasonal-naive forecast on the training part, for each target: the scales of MASE and RMSSE.</summary>
    public IReadOnlyList<NaiveScale> Scales { get; }

    /// <summary>
    /// Series of the training's plan, and windows of them that are left out; not saved, since they depend on more than the training part.
    /// </summary>
    internal LearnedCounts? Counts { get; init; }

    /// <summary>The meaning of the network's outputs.</summary>
    internal ForecastHead Head => _head;

    /// <summary>The heads of the network, one for each output.</summary>
    internal IReadOnlyList<OutputHead> Heads => _head.Heads;

    /// <inheritdoc/>
    public override Shape InputShape => Shape.Sequence(_layout.Length, InputNames.Count);

    /// <summary>
    /// Names of the network's inputs at each step: past covariates, future covariates of the row after it (<c>price+1</c>), static
    /// covariates.
    /// </summary>
    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames { get; }

    /// <summary>Those of the steps; static covariates, the last ones, stay as they are.</summary>
    /// <inheritdoc/>
    public override IReadOnlyList<int>? AugmentedInputs =>
        [.. Enumerable.Range(0, InputNames.Count - (_layout.StaticCovariatesAsInput ? 0 : _columns.StaticNames.Count))];

    /// <summary>
    /// The window, and where the horizon has several rows, or a layer takes them by name, the future covariates of its rows:
    /// <c>[horizon, future covariates]</c>; for a decoder also the targets of the row before each: <c>[horizon, targets]</c>.
    /// </summary>
    /// <inheritdoc/>
    public override IReadOnlyList<NetworkInput> Inputs
    {
        get
        {
            WindowLayout layout = ForecastTask.NetworkLayoutOf(_recipe);
            NetworkInput[] future = _columns.HasFutureInput(layout)
                ? [new(
                    RecipeGraph.FutureName, Shape.Sequence(layout.Horizon, _columns.FutureCovariates.Count), _columns.FutureCovariates)]
                : [];
            NetworkInput[] previous = ForecastTask.IsSequenceToSequence(_recipe)
                ? [new(RecipeGraph.PreviousName, Shape.Sequence(layout.Horizon, _columns.Targets.Count), _columns.Targets)]
                : [];
            return [.. base.Inputs, .. future, .. previous];
        }
    }

    /// <summary>The rows of the horizon, where each has a network of its own.</summary>
    /// <inheritdoc/>
    public override int SeparateSteps => ForecastTask.IsDirectEach(_recipe) ? _layout.Horizon : 0;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Columns => _recipe.Data.Columns;

    /// <inheritdoc/>
    public override IReadOnlyList<Layer> DefaultNetwork =>
        [
            new Lstm(NetworkHead.DefaultUnits),
            new Dense(SeparateSteps > 0 || ForecastTask.IsSequenceToSequence(_recipe) ? _head.Outputs / _layout.Horizon : _head.Outputs),
        ];

    /// <inheritdoc/>
    public override void CheckHead(Model network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (network.InputNames.Count < Inputs.Count)
        {
            throw new InputException(
                $"The network has {CountFormatter.Format(network.InputNames.Count, "inputs")} " +
                $"({string.Join(", ", network.InputShapes)}), but this forecast has " +
                $"{Inputs.Count}: {string.Join(", ", Inputs.Select(input => $"{input.Name} {input.Shape}"))}. Give the network a further " +
                "input of that shape, or give its layers alone, which are joined with it.");
        }

        _head.Check(network);
    }

    /// <inheritdoc/>
    public override Loss CreateLoss(Model network) => CreateLosses(network)[0];

    /// <inheritdoc/>
    public override IReadOnlyList<Loss> CreateLosses(Model network) => [.. _head.Heads.Select(head => head.Loss)];

    /// <inheritdoc/>
    public override JsonObject Facts()
    {
        JsonObject facts = new() { ["target"] = _recipe.Data.Target, ["unit"] = _recipe.Data.Unit, ["seasonal_period"] = SeasonalPeriod };
        if (Counts is { } counts)
        {
            facts["series"] = counts.Series;
            facts["skipped_windows"] = counts.SkippedWindows;
        }

        if (Intervals is { IsEmpty: false })
        {
            facts["interval_calibration"] = Intervals.Facts();
        }

        return facts;
    }

    /// <summary>
    /// Evaluates by walking forward through series: at each row a forecast from the rows before, compared with the truth. Where they
    /// continue beyond the training and validation part, only those rows count; else (other series of the same kind) all that have enough
    /// rows before them.
    /// </summary>
    /// <inheritdoc/>
    public override PartEvaluation Evaluate(SeriesSet series, Ensemble networks, int threads)
    {
        SeriesSet history = Preparation.Reshape(series).History;
        RequireRows(history.LongestLength, "An evaluation", _layout.Gap + _layout.Horizon);
        PreparedSet prepared = Preparation.Transform(history);
        bool goesOn = prepared.Items.Any(item => _seen.FirstAfter(item) < item.Frame.RowCount);
        SeriesWindows windows = new(
            [
                .. prepared.Items.Select(item =>
                {
                    int first = goesOn ? _seen.FirstAfter(item) : 0;
                    return Windowed(item, new RowRange(first, item.Frame.RowCount - first), _layout, Preparation);
                }),
            ],
            _columns,
            ForecastTask.LayoutOf(_recipe, "test"));
        WalkedForecasts walked = Walk(windows, prepared, networks, threads);
        AddBaselines(walked, prepared, threads);
        Intervals?.SetOn(walked.Targets, walked.Windows);
        SetBaselineIntervals(walked);
        return Judge("test", walked, prepared);
    }

    /// <inheritdoc/>
    public override PredictionTable Predict(SeriesSet series, Ensemble networks, SettingValues options, int threads)
    {
        ArgumentNullException.ThrowIfNull(options);
        ReshapedSeries reshaped = Preparation.Reshape(series);
        int horizon = options.Get(ForecastTask.Horizon) ?? _layout.Horizon;
        if (options.Get(ForecastTask.Samples) is { } samples)
        {
            return SampleTable.Of(
                _recipe, reshaped, Sample(reshaped, horizon, samples, (ulong)options.Get(ForecastTask.SampleSeed), networks, threads));
        }

        IReadOnlyList<SeriesForecast> forecasts = Forecast(reshaped, horizon, networks, threads);
        return ForecastTable.Of(_recipe, reshaped, forecasts, Intervals);
    }

    /// <summary>The columns of windows by the recipe's preparation.</summary>
    internal static WindowColumns ColumnsOf(Preparation preparation) =>
        new(preparation.PastColumns, preparation.FutureCovariates, preparation.Options.Targets, preparation.StaticNames);

    /// <summary>The state fitted on the training part, before any network.</summary>
    internal static LearnedForecast Of(
        Recipe recipe, Preparation preparation, PreparedSet prepared, IReadOnlyList<SeriesParts> rows, int season, int skipped)
    {
        return new LearnedForecast(
            recipe,
            preparation,
            season,
            [.. recipe.Data.Targets.Select(target => TargetScales.Of(prepared, rows, target, season))],
            SeriesScales.Of(prepared, rows, recipe.Data.Targets, season),
            SeenRows.Of(prepared, rows))
        { Counts = new LearnedCounts(prepared.Items.Count, skipped) };
    }

    /// <summary>The rows of a part that can be targets: those with a window, and the lookback of the steps, before them.</summary>
    internal static WindowedSeries Windowed(PreparedItem item, RowRange part, WindowLayout layout, Preparation preparation)
    {
        int first = (int)Math.Clamp((long)layout.MinLength + layout.Gap + preparation.WarmUp, part.Start, part.End);
        return new WindowedSeries(item.Id, item.Frame, new RowRange(first, part.End - first), item.Item.StaticCovariates)
        {
            FirstRow = preparation.WarmUp,
        };
    }

    /// <summary>The forecaster of windows by the recipe's strategy.</summary>
    private Func<SeriesWindows, float[]> Predictor(Ensemble networks, int threads) => _recipe.Section(ForecastTask.Window).Strategy switch
    {
        ForecastStrategy.Recursive => windows => new RecursiveWalk(_head, networks).Predict(windows, threads),
        ForecastStrategy.SequenceToSequence => windows => new FreeRunning(_head, networks).Forecast(windows, threads, null).Outputs,
        _ => windows => networks.Predict(windows, threads),
    };

    /// <summary>Forecasts the values after the end of each series.</summary>
    /// <param name="reshaped">The series so far, behind the steps that change rows.</param>
    /// <param name="horizon">Steps, at least 1.</param>
    /// <param name="networks">The networks.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    internal IReadOnlyList<SeriesForecast> Forecast(ReshapedSeries reshaped, int horizon, Ensemble networks, int threads) =>
        networks.Members.Count == 0
            ? ForecastAlone(reshaped, horizon, networks, threads, Intervals)
            : ForecastByMembers(reshaped, horizon, networks, threads);

    private IReadOnlyList<SeriesForecast> ForecastAlone(
        ReshapedSeries reshaped, int horizon, Ensemble networks, int threads, ForecastIntervals? intervals)
    {
        RecursiveForecast next = Forecastable(reshaped, horizon, networks, threads, intervals);
        return [.. Enumerable.Range(0, reshaped.Series.Count).SelectMany(index => next.Forecast(reshaped, index, horizon))];
    }

    private RecursiveForecast Forecastable(
        ReshapedSeries reshaped, int horizon, Ensemble networks, int threads, ForecastIntervals? intervals)
    {
        RecursiveForecast next = new(_recipe, Preparation, _head, networks, intervals, threads);
        next.RequireForecastable(horizon);
        for (int i = 0; i < reshaped.Series.Count; i++)
        {
            RequireRows(reshaped.KnownRows[i],
                reshaped.Series.Count == 1 ? "A forecast" : $"A forecast of series '{reshaped.Series[i].Id}'", targets: 0);
        }

        return next;
    }

    private ForecastEvaluation Judge(string part, IReadOnlyList<TargetForecasts> forecasts, PreparedSet prepared) =>
        ForecastEvaluation.Of(part, forecasts, Scales, TableStampFormatter.Of(prepared.Series), Intervals);

    private void RequireRows(int rows, string what, int targets)
    {
        long needed = (long)_layout.MinLength + Preparation.WarmUp + targets;
        if (rows < needed)
        {
            throw new InputException(
                string.Create(CultureInfo.InvariantCulture, $"{what} needs at least {CountFormatter.Format(needed, "rows")} " +
                    $"(window.{(_layout.IsPadded ? "min-length" : "length")} {_layout.MinLength}") +
                (Preparation.WarmUp > 0 ? $", steps that reach {Preparation.WarmUp} further back" : "") +
                (targets > 0 ? $", window.horizon {targets}" : "") + string.Create(CultureInfo.InvariantCulture,
                    $"), but the data have {rows}: give more rows."));
        }
    }
}
