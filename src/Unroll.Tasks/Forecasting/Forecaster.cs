using System.Globalization;
using System.Numerics.Tensors;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Series.Windowing;
using Unroll.Tasks.Evaluation;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Training;

namespace Unroll.Tasks.Forecasting;

/// <summary>
/// Learns to forecast a series as a recipe says, tells how well it does beside naive forecasts, and forecasts what comes next.
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
    private Pipeline? _pipeline;
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
    public Sequential Network => Networks[0];

    /// <summary>The networks that forecasts are the mean of; one unless the recipe asks for more.</summary>
    /// <exception cref="InputException">The recipe's layers do not fit together.</exception>
    public IReadOnlyList<Sequential> Networks => _networks ??= [BuildNetwork(0)];

    /// <summary>Names of what goes in at each step: what is known once it is past, then what is known in advance of each step to be forecast.</summary>
    public IReadOnlyList<string> InputNames => [.. Pipeline.PastNames(Recipe), .. Pipeline.KnownNames(Recipe)];

    private Pipeline Prepared => _pipeline ?? throw NotTrained();

    private ForecasterState State => _state ?? throw NotTrained();

    private WindowOptions Window => new(Recipe.Window.Length, Recipe.Window.Horizon);

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
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string modelPath = Path.Combine(folder, RunFolder.ModelFile);
        string recipePath = Path.Combine(folder, RunFolder.RecipeFile);
        foreach (string path in (string[])[recipePath, modelPath])
        {
            if (!File.Exists(path))
            {
                throw new InputException(
                    $"{folder} has no {Path.GetFileName(path)}, so it is no run folder: give the folder that 'unroll train' made.");
            }
        }

        Sequential network = LoadNetwork(modelPath);
        if (!network.Metadata.TryGetValue(ForecasterState.MetadataKey, out string? text))
        {
            throw new InputException($"{modelPath} holds a network, but no forecaster: give the folder that 'unroll train' made.");
        }

        Recipe recipe = RecipeReader.Read(recipePath);
        ForecasterState state = ForecasterState.Parse(text, modelPath);
        string? unscaled = recipe.RequiredColumns.FirstOrDefault(column => !state.Scalers.Any(scaler => scaler.Column == column));
        Pipeline pipeline = unscaled is null
            ? Pipeline.Restore(recipe, state.Scalers, state.Holidays)
            : throw new InputException($"{recipePath} uses the column '{unscaled}', which {modelPath} was not trained on: the two files do not belong together.");
        return new Forecaster(recipe, network.Seed)
        {
            _networks = [network, .. Enumerable.Range(1, state.Networks - 1).Select(i => LoadNetwork(Path.Combine(folder, RunFolder.ModelFileOf(i))))],
            _state = state,
            _pipeline = pipeline,
        };
    }

    /// <summary>Trains on the training part of a frame, watching the validation part, and evaluates both later parts.</summary>
    /// <param name="frame">The series, with all columns that the recipe needs.</param>
    /// <param name="options">Threads, callbacks and cancellation. A cancelled training still gives a whole run, marked as interrupted.</param>
    /// <returns>Everything that a report shows.</returns>
    /// <exception cref="InputException">The data or the recipe's network do not fit the recipe.</exception>
    public ForecastRun Fit(Frame frame, ForecasterFitOptions options = default)
    {
        ArgumentNullException.ThrowIfNull(frame);
        ChronologicalSplit split = Split(frame);
        _pipeline = Pipeline.Fit(Recipe, frame, split.Training);
        Frame selected = _pipeline.Select(frame);
        WindowTable table = _pipeline.Prepare(selected);
        WindowSource training = new(table, Window, Reachable(split.Training));
        WindowSource validation = new(table, Window, Reachable(split.Validation));
        WindowSource test = new(table, Window, Reachable(split.Test));
        int season = Recipe.Season ?? SeasonalPeriod.Of(frame.Time.AsSpan().ToArray());
        ReadOnlySpan<float> target = selected.Column(Recipe.Data.Target);
        List<Sequential> networks = [];
        List<History> histories = [];
        do
        {
            Sequential network = BuildNetwork(networks.Count);
            networks.Add(network);
            network.Compile(NetworkBuilder.BuildOptimizer(Recipe.Train), NetworkBuilder.BuildLoss(Recipe.Train));
            histories.Add(network.Fit(training, new FitOptions
            {
                Epochs = Recipe.Train.Epochs,
                BatchSize = Recipe.Train.Batch,
                Shuffle = Recipe.Train.Shuffle,
                Validation = validation,
                Threads = options.Threads,
                Callbacks = NetworkBuilder.BuildCallbacks(Recipe.Train, options.Callbacks ?? []),
                CancellationToken = options.CancellationToken,
            }));
        }
        while (networks.Count < Recipe.Train.Networks && histories[^1].StopReason != StopReason.Cancelled);

        _networks = networks;
        _state = new ForecasterState(
            _pipeline.Scalers,
            _pipeline.Holidays,
            season,
            Baselines.SeasonalNaiveScale(target.Slice(split.Training.Start, split.Training.Count), season),
            networks.Count,
            frame.Time[split.Validation.End - 1]);
        foreach (Sequential network in networks)
        {
            network.Metadata[ForecasterState.MetadataKey] = _state.ToJson();
        }

        return new ForecastRun
        {
            Name = Recipe.Name,
            Recipe = Recipe,
            Seed = _seed,
            Threads = options.Threads == 0 ? Environment.ProcessorCount : options.Threads,
            TargetName = Recipe.Data.Target,
            Unit = Recipe.Data.Unit,
            ModelSummary = networks.Count == 1
                ? networks[0].Summary()
                : string.Create(CultureInfo.InvariantCulture, $"{networks[0].Summary()}Forecasts are the mean of {networks.Count} such networks.\n"),
            ParameterCount = networks.Sum(network => network.ParameterCount),
            InputNames = [.. table.PastNames, .. table.KnownNames],
            History = histories[0],
            FurtherHistories = histories[1..],
            TrainingSeconds = histories.Sum(history => history.Elapsed.TotalSeconds),
            Interrupted = histories[^1].StopReason == StopReason.Cancelled,
            SkippedWindows = training.SkippedCount + validation.SkippedCount + test.SkippedCount,
            SeasonalPeriod = season,
            Parts = [WalkForward("validation", validation, target, options.Threads), WalkForward("test", test, target, options.Threads)],
            PartSummaries = [Summarize("train", frame, split.Training, training), Summarize("validation", frame, split.Validation, validation), Summarize("test", frame, split.Test, test)],
            FirstTime = frame.Time[0],
            LastTime = frame.Time[frame.RowCount - 1],
        };
    }

    /// <summary>
    /// Walks forward through a file: at each row a forecast from what came before it, held against what came. Where the file goes on after
    /// what the network learned from, only those rows count; else (another series of the same kind) all that have enough rows before them.
    /// </summary>
    /// <param name="frame">The series, with all columns that the recipe needs.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <exception cref="InputException">A column is missing, or there are too few rows.</exception>
    public PartEvaluation Evaluate(Frame frame, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(frame);
        RequireRows(frame, "An evaluation", Window.Horizon);
        Frame selected = Prepared.Select(frame);
        int unseen = frame.Time.IndexAtOrAfter(State.SeenUntil.AddTicks(1));
        int first = unseen < frame.RowCount ? unseen : 0;
        WindowSource windows = new(Prepared.Prepare(selected), Window, Reachable(new RowRange(first, frame.RowCount - first)));
        return WalkForward("test", windows, selected.Column(Recipe.Data.Target), threads);
    }

    /// <summary>Forecasts what comes after the end of a frame. Beyond the recipe's horizon, forecasts are fed back as if they had come true.</summary>
    /// <param name="history">The series so far; at least a window's length of rows.</param>
    /// <param name="horizon">Steps, at least 1.</param>
    /// <exception cref="InputException">
    /// There are too few rows, one of them is missing, the rows are uneven so that the next stamp is not known, or forecasts would have to be
    /// fed back although the network also needs columns that nobody forecasts.
    /// </exception>
    public IReadOnlyList<ForecastPoint> Forecast(Frame history, int horizon)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        RequireRows(history, "A forecast", targets: 0);
        RequireForecastable(horizon);
        int step = Recipe.Window.Horizon;
        int rounds = (horizon + step - 1) / step;

        // The last window and what its lags reach back to are all that counts.
        int kept = Math.Min(history.RowCount, Window.Length + Prepared.ReachBack);
        Frame frame = Prepared.Select(history).Extend(rounds * step).Slice(history.RowCount - kept, kept + (rounds * step));
        float[] target = frame.Column(Recipe.Data.Target).ToArray();
        List<ForecastPoint> forecast = [];
        for (int round = 0; round < rounds; round++)
        {
            int origin = kept + (round * step) - 1;
            WindowTable table = Prepared.Prepare(frame.With(Recipe.Data.Target, target));
            float[] predicted = Predict(WindowSource.At(table, Window, origin), threads: 1);
            for (int i = 0; i < step; i++)
            {
                double value = Prepared.Target.Inverse(predicted[i]);
                target[origin + 1 + i] = (float)value;
                forecast.Add(new ForecastPoint(frame.Time[origin + 1 + i], value));
            }
        }

        return forecast[..horizon];
    }

    /// <summary>One of the networks with its first weights. The first has the seed itself, the others follow from it.</summary>
    private Sequential BuildNetwork(int number) => NetworkBuilder.Build(
        Recipe,
        Pipeline.PastNames(Recipe).Count + (Recipe.Window.Horizon * Pipeline.KnownNames(Recipe).Count),
        number == 0 ? _seed : new RandomStream(_seed, (ulong)number).NextUInt64());

    /// <summary>The mean of the networks' forecasts, scaled, [windows, horizon].</summary>
    private float[] Predict(WindowSource windows, int threads)
    {
        float[] mean = new float[windows.Count * Recipe.Window.Horizon];
        float[] one = new float[mean.Length];
        foreach (Sequential network in Networks)
        {
            network.Predict(windows, new PredictOptions { Threads = threads }).FlattenTo(one);
            TensorPrimitives.Add(mean, one, mean);
        }

        TensorPrimitives.Divide(mean, Networks.Count, mean);
        return mean;
    }

    private PartEvaluation WalkForward(string part, WindowSource windows, ReadOnlySpan<float> target, int threads)
    {
        int horizon = Recipe.Window.Horizon;
        float[] predicted = Predict(windows, threads);
        List<Prediction> predictions = new(windows.Count * horizon);
        double[] naive = new double[windows.Count * horizon];
        for (int sample = 0; sample < windows.Count; sample++)
        {
            int origin = windows.Origin(sample);
            for (int step = 1; step <= horizon; step++)
            {
                naive[predictions.Count] = Baselines.Naive(target, origin);
                predictions.Add(new Prediction(
                    windows.Time[origin],
                    windows.Time[origin + step],
                    step,
                    target[origin + step],
                    Prepared.Target.Inverse(predicted[(sample * horizon) + step - 1]),
                    Baselines.SeasonalNaive(target, origin, step, State.SeasonalPeriod)));
            }
        }

        return ForecastEvaluation.Score(part, predictions, naive, horizon, State.MaseScale);
    }

    private ChronologicalSplit Split(Frame frame)
    {
        SplitRecipe split = Recipe.Split;
        return split.IsByShare
            ? ChronologicalSplit.ByShares(frame.RowCount, split.Train.Share ?? 0, split.Validation.Share ?? 0, split.Test.Share ?? 0)
            : ChronologicalSplit.ByTime(
                frame.Time,
                (split.Train.First, split.Train.Last),
                (split.Validation.First, split.Validation.Last),
                (split.Test.First, split.Test.Last));
    }

    /// <summary>The rows of a part that can be targets: those with a window, and what its lags reach back to, before them.</summary>
    private RowRange Reachable(RowRange part)
    {
        int first = Math.Clamp(Window.Length + Prepared.ReachBack, part.Start, part.End);
        return new RowRange(first, part.End - first);
    }

    private void RequireRows(Frame frame, string what, int targets)
    {
        int needed = Window.Length + Prepared.ReachBack + targets;
        if (frame.RowCount < needed)
        {
            throw new InputException(
                $"{what} needs at least {needed} rows (window.length {Window.Length}" +
                (Prepared.ReachBack > 0 ? $", lags that reach {Prepared.ReachBack} further back" : "") +
                (targets > 0 ? $", window.horizon {targets}" : "") + $"), but the data have {frame.RowCount}: give more rows.");
        }
    }

    private void RequireForecastable(int horizon)
    {
        string[] others = [.. Recipe.RequiredColumns.Where(column => column != Recipe.Data.Target)];
        if (horizon > Recipe.Window.Horizon && others.Length > 0)
        {
            throw new InputException(
                $"{horizon} steps are more than the {Recipe.Window.Horizon} that the network gives at once; it would have to go on from its own forecasts, but it also " +
                $"needs {string.Join(", ", others)}, which nobody forecasts. Ask for at most {Recipe.Window.Horizon}, or train with window.horizon: {horizon}.");
        }
    }

    private static PartSummary Summarize(string name, Frame frame, RowRange rows, WindowSource windows) =>
        new(name, frame.Time[rows.Start], frame.Time[rows.End - 1], windows.Count);

    private static Sequential LoadNetwork(string path) => !File.Exists(path)
        ? throw new InputException($"There is no {path}, one of the networks that the run's forecasts are the mean of: copy the whole run folder.")
        : Model.Load(path) as Sequential ?? throw new InputException($"{path} holds a network of another kind: give the folder that 'unroll train' made.");

    private static InvalidOperationException NotTrained() => new("The forecaster is not trained yet: call Fit, or take one up with Load.");
}
