using System.Globalization;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Training;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// Learns to forecast series as a recipe says, tells how well it does beside naive forecasts, and forecasts what comes next.
/// </summary>
/// <example>
/// <code>
/// Recipe recipe = RecipeReader.Read("energy.yaml");
/// Forecaster forecaster = Forecaster.Create(recipe, seed: 1);
/// ForecastRun run = forecaster.Fit(frame);
/// IReadOnlyList&lt;ForecastPoint&gt; week = forecaster.Forecast(frame, horizon: 7);
/// </code>
/// </example>
public sealed class Forecaster
{
    private readonly ulong _seed;
    private IReadOnlyList<Sequential>? _networks;
    private ForecastPipeline? _pipeline;
    private ForecasterState? _state;

    private Forecaster(Recipe recipe, ulong seed)
    {
        Recipe = recipe;
        _seed = seed;
    }

    /// <summary>What is done, and how.</summary>
    public Recipe Recipe { get; }

    /// <summary>The network, or the first of several: with its first weights until it is trained or loaded.</summary>
    /// <exception cref="InputException">The recipe's layers do not fit together.</exception>
    /// <exception cref="InvalidOperationException">The recipe lists steps, which may add columns by what the data hold: call <see cref="Plan"/> before.</exception>
    public Sequential Network => Networks[0];

    /// <summary>The networks that forecasts are the mean of; one unless the recipe asks for more.</summary>
    /// <exception cref="InputException">The recipe's layers do not fit together.</exception>
    /// <exception cref="InvalidOperationException">The recipe lists steps: call <see cref="Plan"/> before.</exception>
    public IReadOnlyList<Sequential> Networks => _networks ??= [BuildNetwork(0)];

    /// <summary>Names of what goes in at each step: what is known once it is past, what is known in advance of each step to be forecast, what does not change.</summary>
    /// <exception cref="InvalidOperationException">The recipe lists steps: call <see cref="Plan"/> before.</exception>
    public IReadOnlyList<string> InputNames
    {
        get => field ??= SketchInputs();
        private set;
    }

    private ForecastPipeline Prepared => _pipeline ?? throw NotTrained();

    private ForecasterState State => _state ?? throw NotTrained();

    private WindowLayout Layout => ForecastPlan.LayoutOf(Recipe);

    /// <summary>Creates a forecaster that is yet to be trained.</summary>
    /// <param name="recipe">What to do.</param>
    /// <param name="seed">Seed of weights, order and dropout; the same seed gives the same run.</param>
    public static Forecaster Create(Recipe recipe, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return new Forecaster(recipe, seed);
    }

    /// <summary>Takes up a forecaster from a run folder.</summary>
    /// <param name="folder">The folder; its <c>recipe.yaml</c> and <c>model.safetensors</c> are read.</param>
    /// <exception cref="InputException">A file is missing or damaged.</exception>
    public static Forecaster Load(string folder)
    {
        SavedRun run = SavedRun.Open(folder, ForecasterState.MetadataKey, "forecaster");
        Recipe recipe = run.ReadRecipe();
        ForecasterState state = ForecasterState.Parse(run.State, run.ModelPath);
        string? unknown = recipe.RequiredColumns.Except(state.Columns).FirstOrDefault();
        return unknown is null
            ? new Forecaster(recipe, run.Seed)
            {
                _networks = run.Networks(state.Networks),
                _state = state,
                _pipeline = ForecastPipeline.Restore(recipe, state) ?? throw new InputException(
                    $"The steps of {run.RecipePath} that change rows are not those that {run.ModelPath} was trained with: the two files do not belong together."),
                InputNames = state.Inputs,
            }
            : throw new InputException($"{run.RecipePath} uses the column '{unknown}', which {run.ModelPath} was not trained on: the two files do not belong together.");
    }

    /// <summary>Prepares series as for a training, and makes the network with its first weights; nothing is trained.</summary>
    /// <param name="series">The series, with all columns that the recipe needs.</param>
    /// <returns>The parts and their windows; of a walk forward, those of the first fold.</returns>
    /// <exception cref="InputException">The data or the recipe's network do not fit the recipe.</exception>
    public ForecastPlan Plan(SeriesSet series)
    {
        ForecastPlan plan = ForecastPlan.Of(Recipe, series).First();
        InputNames = plan.Training.FeatureNames;
        _networks = [BuildNetwork(0)];
        return plan;
    }

    /// <summary>Trains on the training part of a frame, watching the validation part, and evaluates both later parts.</summary>
    /// <param name="frame">The series, with all columns that the recipe needs.</param>
    /// <param name="options">Threads, callbacks and cancellation. A cancelled training still gives a whole run, marked as interrupted.</param>
    /// <returns>Everything that a report shows.</returns>
    /// <exception cref="InputException">The data or the recipe's network do not fit the recipe.</exception>
    public ForecastRun Fit(Frame frame, ForecasterFitOptions options = default) => Fit(SeriesSet.Of(frame), options);

    /// <summary>Trains one network on the training parts of many series, watching the validation parts, and evaluates both later parts.</summary>
    /// <param name="series">The series, with all columns that the recipe needs.</param>
    /// <param name="options">Threads, callbacks and cancellation. A cancelled training still gives a whole run, marked as interrupted.</param>
    /// <returns>Everything that a report shows.</returns>
    /// <exception cref="InputException">The data or the recipe's network do not fit the recipe.</exception>
    public ForecastRun Fit(SeriesSet series, ForecasterFitOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        ForecastRunBuilder run = new(Recipe, _seed, options.Threads);
        foreach (ForecastPlan plan in ForecastPlan.Of(Recipe, series))
        {
            InputNames = plan.Training.FeatureNames;
            List<History> histories = TrainNetworks(plan, options);
            int season = Recipe.Season ?? SeasonalPeriod.Of(plan.Series.MaxBy(preparedSeries => preparedSeries.Frame.RowCount)!.Frame.Time);
            _pipeline = plan.Pipeline;
            ForecastEvaluator evaluator = new(plan.Pipeline, Networks, season);
            double[] maseScales = [.. Recipe.Data.Targets.Select(target => TrainedParts.MaseScale(plan, target, season))];
            _state = new ForecasterState(
                Recipe.RequiredColumns, plan.Pipeline.RowSteps, plan.Pipeline.Steps, InputNames, plan.Pipeline.Statics, plan.Pipeline.Holidays, season, maseScales, Networks.Count, TrainedParts.SeenUntil(plan), TrainedParts.SeenOf(plan));
            run.Add(
                plan,
                histories,
                season,
                maseScales,
                evaluator.Walk(plan.Validation, plan.Series, options.Threads),
                evaluator.Walk(plan.Test, plan.Series, options.Threads));
            if (histories[^1].StopReason == StopReason.Cancelled)
            {
                break;
            }
        }

        foreach (Sequential network in Networks)
        {
            network.Metadata[ForecasterState.MetadataKey] = State.ToJson();
        }

        return run.ToRun(Networks);
    }

    /// <summary>
    /// Walks forward through a file: at each row a forecast from what came before it, held against what came. Where the file goes on after
    /// what the network learned from, only those rows count; else (another series of the same kind) all that have enough rows before them.
    /// </summary>
    /// <param name="frame">The series, with all columns that the recipe needs.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <returns>The evaluation of the first target.</returns>
    /// <exception cref="InputException">A column is missing, or there are too few rows.</exception>
    public PartEvaluation Evaluate(Frame frame, int threads = 0) => Evaluate(SeriesSet.Of(frame), threads)[0];

    /// <summary>Walks forward through files of many series; see <see cref="Evaluate(Frame, int)"/>.</summary>
    /// <param name="series">The series, with all columns that the recipe needs.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <returns>An evaluation for each target.</returns>
    /// <exception cref="InputException">A column is missing, or there are too few rows.</exception>
    public IReadOnlyList<PartEvaluation> Evaluate(SeriesSet series, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(series);
        SeriesSet reshaped = ForecastPipeline.WithoutRowsAhead(Recipe, Prepared.Reshape(series));
        RequireRows(reshaped.LongestLength, "An evaluation", Layout.Gap + Layout.Horizon);
        IReadOnlyList<PreparedSeries> prepared = Prepared.Prepare(reshaped);
        bool goesOn = prepared.Any(preparedSeries => FirstUnseen(preparedSeries) < preparedSeries.Frame.RowCount);
        SeriesWindows windows = new(
            [
                .. prepared.Select(preparedSeries =>
                {
                    int first = goesOn ? FirstUnseen(preparedSeries) : 0;
                    RowRange rows = ForecastPlan.Reachable(new RowRange(first, preparedSeries.Frame.RowCount - first), Layout, Prepared);
                    return new WindowedSeries(preparedSeries.Id, preparedSeries.Frame, rows, preparedSeries.Statics);
                }),
            ],
            Prepared.ColumnsOf(prepared[0]),
            Layout);
        IReadOnlyList<PartForecasts> forecasts = new ForecastEvaluator(Prepared, Networks, State.SeasonalPeriod).Walk(windows, prepared, threads);
        return [.. forecasts.Select((forecast, target) => forecast.Score("test", State.MaseScales[target]))];
    }

    /// <summary>Forecasts what comes after the end of a frame. Beyond the recipe's horizon, forecasts are fed back as if they had come true.</summary>
    /// <param name="history">The series so far; at least a window's length of rows.</param>
    /// <param name="horizon">Steps, at least 1.</param>
    /// <returns>The forecast of the first target.</returns>
    /// <exception cref="InputException">
    /// There are too few rows, one of them is missing, the rows are uneven so that the next stamp is not known, or forecasts would have to be
    /// fed back although the network also needs columns that nobody forecasts.
    /// </exception>
    public IReadOnlyList<ForecastPoint> Forecast(Frame history, int horizon) => Forecast(SeriesSet.Of(history), horizon)[0].Points;

    /// <summary>Forecasts what comes after the end of each of many series; see <see cref="Forecast(Frame, int)"/>.</summary>
    /// <param name="history">
    /// The series so far. Where columns are known in advance, rows at the end that have these and no target are the rows to be forecast.
    /// </param>
    /// <param name="horizon">Steps, at least 1.</param>
    /// <returns>A forecast for each series and target.</returns>
    /// <exception cref="InputException">A series does not have what a forecast needs.</exception>
    public IReadOnlyList<SeriesForecast> Forecast(SeriesSet history, int horizon)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        SeriesSet reshaped = Prepared.Reshape(history);
        RecursiveForecast next = new(Recipe, Prepared, new ForecastEvaluator(Prepared, Networks, State.SeasonalPeriod));
        next.RequireForecastable(horizon);
        foreach (SeriesItem item in reshaped.Items)
        {
            RequireRows(item.Frame.RowCount, history.Count == 1 ? "A forecast" : $"A forecast of series '{item.Id}'", targets: 0);
        }

        return [.. reshaped.Items.SelectMany(item => next.Forecast(reshaped, item, horizon))];
    }

    /// <summary>What steps have to tell of a history, such as the rows of an interval that is under way and that a forecast leaves out.</summary>
    /// <param name="history">The series so far.</param>
    /// <returns>A sentence each; none where there is nothing to tell.</returns>
    /// <exception cref="InputException">A series lacks a column, or does not fit a step.</exception>
    public IReadOnlyList<string> Notes(SeriesSet history)
    {
        ArgumentNullException.ThrowIfNull(history);
        List<string> notes = [];
        _ = Prepared.Reshape(history, notes);
        return notes;
    }

    /// <summary>Where no steps are listed, the columns that go in follow from the recipe alone.</summary>
    private IReadOnlyList<string> SketchInputs()
    {
        if (Recipe.Prepare.Steps.Count > 0)
        {
            throw new InvalidOperationException("What goes into the network depends on the data: call Plan with them, or Fit.");
        }

        Frame row = new(new TimeIndex([new DateTime(2000, 1, 1)]), Recipe.RequiredColumns, [.. Recipe.RequiredColumns.Select(_ => new double[1])]);
        SeriesSet series = new([new SeriesItem("1", row) { Statics = new double[Recipe.Data.Statics.Count] }], Recipe.Data.Statics);
        ForecastPipeline pipeline = ForecastPipeline.Fit(Recipe, series, [], [new SeriesParts([new RowRange(0, 1)], [], [])]);
        return pipeline.ColumnsOf(pipeline.Prepare(series)[0]).FeatureNames(Layout);
    }

    private List<History> TrainNetworks(ForecastPlan plan, ForecasterFitOptions options)
    {
        List<Sequential> networks = [];
        List<History> histories = [];
        do
        {
            Sequential network = BuildNetwork(networks.Count);
            networks.Add(network);
            network.Compile(NetworkBuilder.BuildOptimizer(Recipe.Train), NetworkBuilder.BuildLoss(Recipe.Train));
            histories.Add(network.Fit(plan.Training, new FitOptions
            {
                Epochs = Recipe.Train.Epochs,
                BatchSize = Recipe.Train.Batch,
                Shuffle = Recipe.Train.Shuffle,
                Validation = plan.Validation,
                Threads = options.Threads,
                Callbacks = NetworkBuilder.BuildCallbacks(Recipe.Train, options.Callbacks ?? []),
                CancellationToken = options.CancellationToken,
            }));
        }
        while (networks.Count < Recipe.Train.Networks && histories[^1].StopReason != StopReason.Cancelled);

        _networks = networks;
        return histories;
    }

    /// <summary>One of the networks with its first weights. The first has the seed itself, the others follow from it.</summary>
    private Sequential BuildNetwork(int number) =>
        NetworkBuilder.Build(Recipe, InputNames.Count, number == 0 ? _seed : new RandomStream(_seed, (ulong)number).NextUInt64());

    /// <summary>The first row after those that were learned from or watched; of many series, all rows of one that was not among them.</summary>
    private int FirstUnseen(PreparedSeries series)
    {
        DateTime last = State.SeenUntil;
        return State.SeenOf?.TryGetValue(series.Id, out last) == false ? 0 : series.Frame.Time.IndexAtOrAfter(last.AddTicks(1));
    }

    private void RequireRows(int rows, string what, int targets)
    {
        int needed = Layout.Length + Prepared.WarmUp + targets;
        if (rows < needed)
        {
            throw new InputException(
                $"{what} needs at least {needed} rows (window.length {Layout.Length}" +
                (Prepared.WarmUp > 0 ? $", steps and lags that reach {Prepared.WarmUp} further back" : "") +
                (targets > 0 ? $", window.horizon {targets}" : "") + string.Create(CultureInfo.InvariantCulture, $"), but the data have {rows}: give more rows."));
        }
    }

    private static InvalidOperationException NotTrained() => new("The forecaster is not trained yet: call Fit, or take one up with Load.");
}
