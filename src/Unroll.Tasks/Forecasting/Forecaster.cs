using System.Globalization;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// A forecaster of series: trains, evaluates beside naive forecasts, and predicts the next values; made by a recipe, or by the steps of
/// <see cref="For"/>, each of which gives a new untrained forecaster.
/// </summary>
/// <example>
/// <code>
/// Forecaster forecaster = Forecaster.For("Passengers").Past(24).Ahead(12).Network(new Lstm(24), new Dense(12));
/// forecaster.Fit(frame);
/// IReadOnlyList&lt;ForecastPoint&gt; year = forecaster.Forecast(frame);
/// </code>
/// </example>
public sealed class Forecaster : TaskLearner<Forecaster, SeriesForecast, ForecastEvaluation>
{
    private const int DefaultPast = 30;
    private Forecaster(Recipe recipe, ulong? seed)
        : base(RequireTask<ForecastTask>(recipe), seed)
    {
    }

    private Forecaster(SavedRun run)
        : base(run)
    {
    }

    /// <summary>The fitted state beside the weights: the preparation, the season.</summary>
    /// <exception cref="InvalidOperationException">The forecaster is neither planned, trained nor loaded.</exception>
    public new LearnedForecast Learned => (LearnedForecast)base.Learned;

    private WindowRecipe Window => Recipe.Section(ForecastTask.Window);

    /// <summary>Creates an untrained forecaster.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="seed">Seed of weights, order and dropout; the same seed gives the same run. Null for the recipe's.</param>
    /// <exception cref="InputException">The recipe does not fit together.</exception>
    public static Forecaster Create(Recipe recipe, ulong? seed = null) => new(recipe, seed);

    /// <summary>
    /// A forecaster of columns, one step ahead from the 30 rows before, with an LSTM of 32 units, columns scaled to mean 0 and deviation 1,
    /// the last 30 % of rows as validation part (for early stopping) and test part, unless the steps below change that.
    /// </summary>
    /// <param name="targets">The target columns, at least one.</param>
    /// <exception cref="InputException">There is no column, or one stands twice.</exception>
    public static Forecaster For(params IReadOnlyList<string> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        Recipe recipe = Starting(ForecastTask.Instance, new DataRecipe { Targets = targets });
        return WithDefaultNetwork(new(recipe.With(ForecastTask.Window, new WindowRecipe(DefaultPast)), null));
    }

    /// <summary>Loads a forecaster from a run folder.</summary>
    /// <param name="folder">The folder; its <c>recipe.yaml</c> and <c>model.safetensors</c> are read.</param>
    /// <exception cref="InputException">A file is missing or damaged, or the run is none of a forecast.</exception>
    public static new Forecaster Load(string folder) => new(OpenRun<ForecastTask>(folder));

    /// <summary>Sets the lookback.</summary>
    /// <param name="rows">Rows, at least 1.</param>
    public Forecaster Past(int rows) => With(recipe => recipe.With(ForecastTask.Window, Window with { Length = AtLeastOne(rows) }));

    /// <summary>Sets the horizon.</summary>
    /// <param name="rows">Rows, at least 1.</param>
    public Forecaster Ahead(int rows) => With(recipe => recipe.With(ForecastTask.Window, Window with { Horizon = AtLeastOne(rows) }));

    /// <summary>Sets the rows from one forecast origin of the test part to the next.</summary>
    /// <param name="rows">Rows, at least 1.</param>
    public Forecaster TestStride(int rows) =>
        With(recipe => recipe.With(ForecastTask.Window, Window with { TestStride = AtLeastOne(rows) }));

    /// <summary>Sets the places in the calendar that the test part is forecast from.</summary>
    /// <param name="calendar">The places of the last row that a forecast sees, by local time.</param>
    /// <param name="validation">Whether the validation part is kept to them, too.</param>
    public Forecaster Origins(CalendarOrigins calendar, bool validation = false) =>
        With(recipe => recipe.With(ForecastTask.Origins, new OriginsRecipe(calendar, validation)));

    /// <summary>Sets how a horizon of several rows is forecast.</summary>
    /// <param name="strategy">The strategy; <see cref="ForecastStrategy.Direct"/> by default.</param>
    public Forecaster Strategy(ForecastStrategy strategy) =>
        With(recipe => recipe.With(ForecastTask.Window, Window with { Strategy = strategy }));

    /// <summary>Sets the rows in a season, for the seasonal-naive forecast and the MASE; from the interval unless it is set.</summary>
    /// <param name="rows">Rows, at least 1: 12 for a year of months.</param>
    public Forecaster Season(int rows) => With(recipe => recipe.With(ForecastTask.Season, AtLeastOne(rows)));

    /// <summary>Sets the prediction intervals: their levels, and how they are calibrated.</summary>
    /// <param name="intervals">The intervals; 80 and 95 % by default.</param>
    public Forecaster Intervals(IntervalRecipe intervals) => With(recipe => recipe.With(ForecastTask.Intervals, intervals));

    /// <summary>Sets the past covariates.</summary>
    /// <param name="columns">Their names.</param>
    public Forecaster PastCovariates(params IReadOnlyList<string> columns) =>
        With(recipe => recipe with { Data = recipe.Data with { PastCovariates = columns } });

    /// <summary>Sets the future covariates, known in advance, as prices and plans are.</summary>
    /// <param name="columns">Their names.</param>
    public Forecaster FutureCovariates(params IReadOnlyList<string> columns) =>
        With(recipe => recipe with { Data = recipe.Data with { FutureCovariates = columns } });

    /// <summary>Prepares series as for training, and makes the untrained network.</summary>
    /// <param name="series">The series, with all columns that the recipe needs.</param>
    /// <returns>The parts and their windows; of walk-forward validation, those of the first fold.</returns>
    /// <exception cref="InputException">The data or the network do not fit the recipe.</exception>
    public ForecastPlan Plan(SeriesSet series) => (ForecastPlan)Plan(series, null);

    /// <summary>
    /// Forecasts the values after the last known one of a series. Beyond the recipe's horizon, forecasts are fed back (recursive
    /// forecasting).
    /// </summary>
    /// <param name="history">The series so far; at least a window's length of rows.</param>
    /// <param name="horizon">Steps, at least 1; null for the recipe's horizon.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The forecast of the first target.</returns>
    /// <exception cref="InputException">
    /// There are too few rows, one of them is missing, the rows are uneven so that the next stamp is not known, forecasts would have to be
    /// fed back although the network also needs covariates that are not forecast, or a forecast is no finite number.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<ForecastPoint> Forecast(
        Frame history, int? horizon = null, int threads = 0, CancellationToken cancellationToken = default) =>
        Forecast(SeriesSet.Of(history), horizon, threads, cancellationToken)[0].Points;

    /// <summary>
    /// Forecasts the values after the end of each of many series, as <c>Predict</c> does, as many steps ahead as are asked for; see
    /// <see cref="Forecast(Frame, int?, int, CancellationToken)"/>.
    /// </summary>
    /// <param name="history">
    /// The series so far. Where there are future covariates, rows at the end that have these and no target are the rows to forecast.
    /// </param>
    /// <param name="horizon">Steps, at least 1; null for the recipe's horizon.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>A forecast for each series and target, with its quantiles where the loss has them.</returns>
    /// <exception cref="InputException">A series does not have what a forecast needs.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<SeriesForecast> Forecast(
        SeriesSet history, int? horizon = null, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        int steps = horizon ?? Window.Horizon;
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1, nameof(horizon));
        return Interruptible.Run(
            () => Learned.Forecast(Learned.Preparation.Reshape(history), steps, Trained, threads), cancellationToken);
    }

    /// <summary>
    /// Draws paths that the values after the last known one of a series may take; see
    /// <see cref="Sample(SeriesSet, int, int?, ulong, int, CancellationToken)"/>.
    /// </summary>
    /// <param name="history">The series so far; at least a window's length of rows.</param>
    /// <param name="samples">Paths, at least 1.</param>
    /// <param name="horizon">Steps, at least 1; null for the recipe's horizon.</param>
    /// <param name="seed">The seed: the same gives the same paths.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Path after path, a path of each target.</returns>
    /// <exception cref="InputException">The loss is that of no distribution, or the series does not have what a forecast needs.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<SampledPath> Sample(
        Frame history, int samples, int? horizon = null, ulong seed = 1, int threads = 0, CancellationToken cancellationToken = default) =>
        Sample(SeriesSet.Of(history), samples, horizon, seed, threads, cancellationToken);

    /// <summary>
    /// Draws paths that the values after the last known one may take, from the forecast distributions. A network of one step draws each
    /// step given those before it; one of several steps at once draws these independently of each other.
    /// </summary>
    /// <param name="history">The series so far.</param>
    /// <param name="samples">Paths of each series, at least 1.</param>
    /// <param name="horizon">Steps, at least 1; null for the recipe's horizon.</param>
    /// <param name="seed">The seed: the same gives the same paths.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Series after series, path after path, a path of each target.</returns>
    /// <exception cref="InputException">The loss is that of no distribution, or a series does not have what a forecast needs.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<SampledPath> Sample(
        SeriesSet history, int samples, int? horizon = null, ulong seed = 1, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        int steps = horizon ?? Window.Horizon;
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1, nameof(horizon));
        return Interruptible.Run(
            () => Learned.Sample(Learned.Preparation.Reshape(history), steps, samples, seed, Trained, threads), cancellationToken);
    }

    /// <summary>The notes of the steps on a history, such as the rows of an incomplete interval that a forecast leaves out.</summary>
    /// <param name="history">The series so far.</param>
    /// <returns>A sentence each; none where there are none.</returns>
    /// <exception cref="InputException">A series lacks a column, or does not fit a step.</exception>
    public IReadOnlyList<string> Notes(SeriesSet history) => Learned.Preparation.Reshape(history).Notes;

    private protected override IReadOnlyList<SeriesForecast> PredictionsOf(SeriesSet series, int threads) =>
        Forecast(series, horizon: null, threads);

    private protected override Forecaster Create(Recipe recipe, ulong seed) => new(recipe, seed);

    private static int AtLeastOne(int rows) => rows >= 1
        ? rows
        : throw new ArgumentOutOfRangeException(
            nameof(rows), rows, string.Create(CultureInfo.InvariantCulture, $"{CountFormatter.Format(rows, "rows")} were given: " +
                $"give at least 1."));
}
