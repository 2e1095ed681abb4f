using System.Globalization;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Training;

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
public sealed class Forecaster : Learner
{
    private const int DefaultPast = 30;
    private const int DefaultUnits = 32;
    private const int DefaultEpochs = 100;

    /// <summary>Whether a network was given: else it is the default one, whose last layer follows window and targets.</summary>
    private readonly bool _hasNetwork;

    private Forecaster(Recipe recipe, ulong? seed, bool hasNetwork)
        : base(RequireTask<ForecastTask>(recipe), seed) => _hasNetwork = hasNetwork;

    private Forecaster(SavedRun run)
        : base(run) => _hasNetwork = true;

    /// <summary>The fitted state beside the weights: the preparation, the season.</summary>
    /// <exception cref="InvalidOperationException">The forecaster is neither planned, trained nor loaded.</exception>
    public new LearnedForecast Learned => (LearnedForecast)base.Learned;

    private WindowRecipe Window => Recipe.Section(ForecastTask.Window);

    /// <summary>Creates an untrained forecaster.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="seed">Seed of weights, order and dropout; the same seed gives the same run. Null for the recipe's.</param>
    /// <exception cref="InputException">The recipe does not fit together.</exception>
    public static Forecaster Create(Recipe recipe, ulong? seed = null) => new(recipe, seed, hasNetwork: true);

    /// <summary>
    /// A forecaster of columns, one step ahead from the 30 rows before, with an LSTM of 32 units, columns scaled to mean 0 and deviation 1,
    /// the last 30 % of rows as validation part (for early stopping) and test part, unless the steps below change that.
    /// </summary>
    /// <param name="targets">The target columns, at least one.</param>
    /// <exception cref="InputException">There is no column, or one stands twice.</exception>
    public static Forecaster For(params IReadOnlyList<string> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        Recipe recipe = new Recipe
        {
            Name = "forecast",
            Task = ForecastTask.Instance,
            Data = new DataRecipe { Targets = targets },
            Train = new TrainRecipe { Epochs = DefaultEpochs, EarlyStopping = new EarlyStoppingOptions() },
        }.With(ForecastTask.Window, new WindowRecipe(DefaultPast));
        return new(WithNetwork(recipe), null, hasNetwork: false);
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

    /// <summary>Sets the past covariates.</summary>
    /// <param name="columns">Their names.</param>
    public Forecaster PastCovariates(params IReadOnlyList<string> columns) =>
        With(recipe => recipe with { Data = recipe.Data with { PastCovariates = columns } });

    /// <summary>Sets the future covariates, known in advance, as prices and plans are.</summary>
    /// <param name="columns">Their names.</param>
    public Forecaster FutureCovariates(params IReadOnlyList<string> columns) =>
        With(recipe => recipe with { Data = recipe.Data with { FutureCovariates = columns } });

    /// <summary>Sets the steps of preparation, in this order.</summary>
    /// <param name="steps">The steps, each of which is in <see cref="PreparingStep.Catalogue"/>.</param>
    public Forecaster Prepare(params IReadOnlyList<PreparingStep> steps) =>
        With(recipe => recipe with { Prepare = [.. steps.Select(PreparingStep.Catalogue.BlockOf)] });

    /// <summary>Sets the split into training, validation and test part.</summary>
    /// <param name="split">The split.</param>
    public Forecaster Split(SplitRecipe split) => With(recipe => recipe with { Split = split });

    /// <summary>
    /// Sets a network of layers, one after the other, the last of which has <c>horizon × targets</c> outputs (more where the loss is one of
    /// quantiles or of a distribution). They become part of the recipe; each network of an ensemble is made anew.
    /// </summary>
    /// <param name="layers">The layers, each of which is in <see cref="Layer.Catalogue"/>.</param>
    /// <exception cref="InputException">A layer is not in the catalogue.</exception>
    public Forecaster Network(params Layer[] layers) =>
        new(Recipe with { Model = [.. layers.Select(layer => Layer.Catalogue.BlockOf(layer))] }, Seed, hasNetwork: true);

    /// <summary>Sets a network of any kind, made for the input shape: <c>[rows of a window, inputs a row]</c>.</summary>
    /// <param name="create">Makes the network; called once for each of an ensemble.</param>
    public Forecaster Network(Func<Shape, Model> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        Forecaster forecaster = new(Recipe with { Model = [] }, Seed, hasNetwork: true);
        forecaster.UseNetwork((input, _) => create(input));
        return forecaster;
    }

    /// <summary>
    /// Sets an existing network, a graph for example. It is trained itself, so it serves neither an ensemble nor several folds.
    /// </summary>
    /// <param name="network">The network.</param>
    public Forecaster Network(Model network)
    {
        ArgumentNullException.ThrowIfNull(network);
        bool isUsed = false;
        return Network(_ =>
        {
            (bool wasUsed, isUsed) = (isUsed, true);
            return wasUsed
                ? throw new InputException("One network was given, but several are trained, or it is trained a second time. Give a " +
                    "function that makes one: Network(input => new Graph(…)).")
                : network;
        });
    }

    /// <summary>Sets the loss. Those of quantiles and distributions give prediction intervals.</summary>
    /// <param name="loss">The loss, one in <see cref="Losses.Loss.Catalogue"/>.</param>
    /// <exception cref="InputException">It is not in the catalogue, or is none for numbers.</exception>
    public Forecaster Loss(Loss loss) => Train(train => train with { Loss = Losses.Loss.Catalogue.BlockOf(loss) });

    /// <summary>Changes the settings of training.</summary>
    /// <param name="change">Gives the new settings from the current ones: <c>train => train with { Epochs = 20 }</c>.</param>
    public Forecaster Train(Func<TrainRecipe, TrainRecipe> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return With(recipe => recipe with { Train = change(recipe.Train) });
    }

    /// <summary>Changes the recipe.</summary>
    /// <param name="change">Gives the new recipe from the current one.</param>
    /// <exception cref="InputException">The recipe does not fit together.</exception>
    public Forecaster With(Func<Recipe, Recipe> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Recipe recipe = change(Recipe);
        ulong seed = recipe.Train.Seed == Recipe.Train.Seed ? Seed : recipe.Train.Seed;
        Forecaster forecaster = new(_hasNetwork ? recipe : WithNetwork(recipe), seed, _hasNetwork);
        if (NetworkSource is { } source)
        {
            forecaster.UseNetwork(source);
        }

        return forecaster;
    }

    /// <summary>Prepares series as for training, and makes the untrained network.</summary>
    /// <param name="series">The series, with all columns that the recipe needs.</param>
    /// <returns>The parts and their windows; of walk-forward validation, those of the first fold.</returns>
    /// <exception cref="InputException">The data or the network do not fit the recipe.</exception>
    public ForecastPlan Plan(SeriesSet series) => (ForecastPlan)Plan(series, null);

    /// <summary>
    /// Evaluates by walking forward through a series: at each row a forecast from the rows before, compared with the truth. Where the
    /// series continues beyond the training and validation part, only those rows count; else (another series of the same kind) all that
    /// have enough rows before them.
    /// </summary>
    /// <param name="frame">The series, with all columns that the recipe needs.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <exception cref="InputException">A column is missing, or there are too few rows.</exception>
    public ForecastEvaluation Evaluate(Frame frame, int threads = 0) => Evaluate(SeriesSet.Of(frame), threads);

    /// <summary>Walks forward through many series; see <see cref="Evaluate(Frame, int)"/>.</summary>
    /// <param name="series">The series, with all columns that the recipe needs.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <exception cref="InputException">A column is missing, or there are too few rows.</exception>
    public new ForecastEvaluation Evaluate(SeriesSet series, int threads = 0) => (ForecastEvaluation)base.Evaluate(series, threads);

    /// <summary>
    /// Forecasts the values after the last known one of a series. Beyond the recipe's horizon, forecasts are fed back (recursive
    /// forecasting).
    /// </summary>
    /// <param name="history">The series so far; at least a window's length of rows.</param>
    /// <param name="horizon">Steps, at least 1; null for the recipe's horizon.</param>
    /// <returns>The forecast of the first target.</returns>
    /// <exception cref="InputException">
    /// There are too few rows, one of them is missing, the rows are uneven so that the next stamp is not known, forecasts would have to be
    /// fed back although the network also needs covariates that are not forecast, or a forecast is no finite number.
    /// </exception>
    public IReadOnlyList<ForecastPoint> Forecast(Frame history, int? horizon = null) => Forecast(SeriesSet.Of(history), horizon)[0].Points;

    /// <summary>Forecasts the values after the end of each of many series; see <see cref="Forecast(Frame, int?)"/>.</summary>
    /// <param name="history">
    /// The series so far. Where there are future covariates, rows at the end that have these and no target are the rows to forecast.
    /// </param>
    /// <param name="horizon">Steps, at least 1; null for the recipe's horizon.</param>
    /// <returns>A forecast for each series and target, with its quantiles where the loss has them.</returns>
    /// <exception cref="InputException">A series does not have what a forecast needs.</exception>
    public IReadOnlyList<SeriesForecast> Forecast(SeriesSet history, int? horizon = null)
    {
        ArgumentNullException.ThrowIfNull(history);
        int steps = horizon ?? Window.Horizon;
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1, nameof(horizon));
        return Learned.Forecast(Learned.Preparation.Reshape(history), steps, Trained, threads: 0);
    }

    /// <summary>The notes of the steps on a history, such as the rows of an incomplete interval that a forecast leaves out.</summary>
    /// <param name="history">The series so far.</param>
    /// <returns>A sentence each; none where there are none.</returns>
    /// <exception cref="InputException">A series lacks a column, or does not fit a step.</exception>
    public IReadOnlyList<string> Notes(SeriesSet history) => Learned.Preparation.Reshape(history).Notes;

    /// <summary>The default network: an LSTM, and as many outputs as the window, the targets and the loss need.</summary>
    private static Recipe WithNetwork(Recipe recipe) =>
        recipe.Data.Targets.Count == 0 || recipe.Section(ForecastTask.Window) is not { Horizon: > 0 }
        ? recipe
        : recipe with
        {
            Model = [Layer.Catalogue.BlockOf(new Lstm(DefaultUnits)), Layer.Catalogue.BlockOf(new Dense(ForecastHead.Of(recipe).Outputs))],
        };

    private static int AtLeastOne(int rows) => rows >= 1
        ? rows
        : throw new ArgumentOutOfRangeException(
            nameof(rows), rows, string.Create(CultureInfo.InvariantCulture, $"{rows} rows were given: give at least 1."));
}
