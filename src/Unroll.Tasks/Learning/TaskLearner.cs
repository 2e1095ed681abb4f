using Unroll.Augmentations;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Metrics;
using Unroll.Models;
using Unroll.Optimizers;
using Unroll.Schedules;
using Unroll.Series.Frames;
using Unroll.Series.Preparing;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <summary>
/// A learner of one task, with the types of that task and the steps that make it in code, each of which gives a new untrained learner.
/// All tasks have <c>Fit</c>, <c>Predict</c>, <c>Evaluate</c>, <c>Save</c> and <c>Load</c> with the same arguments in the same order.
/// </summary>
/// <typeparam name="TSelf">The learner's own type.</typeparam>
/// <typeparam name="TPrediction">Its predictions.</typeparam>
/// <typeparam name="TEvaluation">Its evaluations.</typeparam>
public abstract class TaskLearner<TSelf, TPrediction, TEvaluation> : Learner
    where TSelf : TaskLearner<TSelf, TPrediction, TEvaluation>
    where TEvaluation : PartEvaluation
{
    private protected TaskLearner(Recipe recipe, ulong? seed)
        : base(recipe, seed)
    {
    }

    private protected TaskLearner(SavedRun run)
        : base(run)
    {
    }

    /// <summary>Sets the static covariates, constant within a series.</summary>
    /// <param name="columns">Their names.</param>
    public TSelf StaticCovariates(params IReadOnlyList<string> columns) =>
        With(recipe => recipe with { Data = recipe.Data with { StaticCovariates = columns } });

    /// <summary>Sets the steps of preparation, in this order.</summary>
    /// <param name="steps">The steps, each of which is in <see cref="PreparingStep.Catalogue"/>.</param>
    /// <exception cref="InputException">A step is not in the catalogue, or does not fit the task.</exception>
    public TSelf Prepare(params IReadOnlyList<PreparingStep> steps) =>
        With(recipe => recipe with { Prepare = [.. steps.Select(PreparingStep.Catalogue.BlockOf)] });

    /// <summary>
    /// Sets the split into training, validation and test part. Without a validation part, the early stopping that learners have by default
    /// is left out: all epochs are trained.
    /// </summary>
    /// <param name="split">The split.</param>
    /// <exception cref="InputException">It does not fit the task.</exception>
    public TSelf Split(SplitRecipe split)
    {
        ArgumentNullException.ThrowIfNull(split);
        return With(recipe => recipe with
        {
            Split = split,
            Train = split.HasValidation || recipe.Train.EarlyStopping != new EarlyStoppingOptions()
                ? recipe.Train : recipe.Train with { EarlyStopping = null },
        });
    }

    /// <summary>Sets a network of layers: see <see cref="Learner.UseNetwork(IReadOnlyList{Layer})"/>.</summary>
    /// <param name="layers">The layers, each of which is in <see cref="Layer.Catalogue"/>.</param>
    /// <exception cref="InputException">A layer is not in the catalogue.</exception>
    public TSelf Network(params IReadOnlyList<Layer> layers) => (TSelf)Copy(Recipe).UseNetwork(layers);

    /// <summary>Sets a network of any kind, made for the input shape: <c>[steps, inputs a step]</c>.</summary>
    /// <param name="create">Makes the network; that of an ensemble is a function of shape and seed.</param>
    public TSelf Network(Func<Shape, Model> create) => (TSelf)Copy(Recipe).UseNetwork(create);

    /// <summary>Sets a network of any kind, made for the input shape and a seed.</summary>
    /// <param name="create">Makes the network; called once for each of an ensemble.</param>
    public TSelf Network(Func<Shape, ulong, Model> create) => (TSelf)Copy(Recipe).UseNetwork(create);

    /// <summary>
    /// Sets an existing network, a <see cref="Graph"/> for example. It is trained itself, so it serves neither an ensemble nor several
    /// folds.
    /// </summary>
    /// <param name="network">The network.</param>
    public TSelf Network(Model network) => (TSelf)Copy(Recipe).UseNetwork(network);

    /// <summary>
    /// Sets a classical model in the place of a network; of the settings of training, seed, refit and fit-on-all stay.
    /// </summary>
    /// <param name="model">The model: <c>ClassicalModel.Of(new AutoArima())</c>.</param>
    /// <exception cref="InputException">It does not fit the task.</exception>
    public TSelf Classical(ClassicalModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        TSelf learner = With(recipe => recipe with
        {
            Classical = model,
            Model = [],
            Models = [],
            Members = [],
            Outputs = [],
            Train = new TrainRecipe
            {
                Seed = recipe.Train.Seed,
                Refit = recipe.Train.Refit,
                FitOnAll = recipe.Train.FitOnAll,
            },
        });
        learner.TakeNetwork(null);
        return learner;
    }

    /// <summary>Sets the classical models that are scored on the same samples.</summary>
    /// <param name="models">The models: <c>ClassicalModel.Of(new RidgeRegression())</c>.</param>
    /// <exception cref="InputException">One does not fit the task.</exception>
    public TSelf Baselines(params IReadOnlyList<ClassicalModel> models) => With(recipe => recipe with { Baselines = models });

    /// <summary>Sets the loss. Of numbers, those of quantiles and distributions give prediction intervals.</summary>
    /// <param name="loss">The loss, one in <see cref="Losses.Loss.Catalogue"/>.</param>
    /// <exception cref="InputException">It is not in the catalogue, or does not fit the task.</exception>
    public TSelf Loss(Loss loss) => Train(train => train with { Loss = Losses.Loss.Catalogue.BlockOf(loss) });

    /// <summary>
    /// Sets the optimizer with all its settings: its learning rate takes the place of that set before, and its clipping, where it has one.
    /// </summary>
    /// <param name="optimizer">The optimizer, one in <see cref="Optimizers.Optimizer.Catalogue"/>.</param>
    /// <exception cref="InputException">It is not in the catalogue, or does not fit the other settings of training.</exception>
    public TSelf Optimizer(Optimizer optimizer) => Train(train => train with
    {
        Optimizer = Optimizers.Optimizer.Catalogue.BlockOf(optimizer),
        LearningRate = null,
        Clipping = optimizer.Clipping is null ? train.Clipping : null,
    });

    /// <summary>Sets the learning-rate schedule.</summary>
    /// <param name="schedule">The schedule, one in <see cref="LearningRateSchedule.Catalogue"/>.</param>
    /// <exception cref="InputException">It is not in the catalogue, or does not fit the other settings of training.</exception>
    public TSelf Schedule(LearningRateSchedule schedule) =>
        Train(train => train with { Schedule = LearningRateSchedule.Catalogue.BlockOf(schedule) });

    /// <summary>Sets gradient clipping.</summary>
    /// <param name="clipping">The clipping: <c>GradientClipping.ByGlobalNorm(1)</c>, which recipes call <c>clip-norm: 1</c>.</param>
    /// <exception cref="InputException">It is not in the catalogue, or does not fit the other settings of training.</exception>
    public TSelf Clipping(GradientClipping clipping) =>
        Train(train => train with { Clipping = GradientClipping.Catalogue.BlockOf(clipping) });

    /// <summary>Sets the metrics reported after each epoch beside the loss.</summary>
    /// <param name="metrics">The metrics, each of which is in <see cref="Metric.Catalogue"/>.</param>
    /// <exception cref="InputException">One is not in the catalogue, or does not fit the task.</exception>
    public TSelf Metrics(params IReadOnlyList<Metric> metrics) =>
        Train(train => train with { Metrics = [.. metrics.Select(Metric.Catalogue.BlockOf)] });

    /// <summary>Sets the augmentations of training samples, in this order.</summary>
    /// <param name="augmentations">The augmentations, each of which is in <see cref="Augmentation.Catalogue"/>.</param>
    /// <exception cref="InputException">One is not in the catalogue, or does not fit the task.</exception>
    public TSelf Augment(params IReadOnlyList<Augmentation> augmentations) =>
        Train(train => train with { Augment = [.. augmentations.Select(Augmentation.Catalogue.BlockOf)] });

    /// <summary>Changes the settings of training.</summary>
    /// <param name="change">Gives the new settings from the current ones: <c>train => train with { Epochs = 20 }</c>.</param>
    /// <exception cref="InputException">The settings do not fit together.</exception>
    public TSelf Train(Func<TrainRecipe, TrainRecipe> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return With(recipe => recipe with { Train = change(recipe.Train) });
    }

    /// <summary>Changes the recipe.</summary>
    /// <param name="change">Gives the new recipe from the current one.</param>
    /// <exception cref="InputException">The recipe does not fit together.</exception>
    public TSelf With(Func<Recipe, Recipe> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Copy(change(GivenRecipe));
    }

    /// <summary>
    /// Evaluates on a series outside the training part, beside the baselines: see
    /// <see cref="Evaluate(SeriesSet, int, CancellationToken)"/>.
    /// </summary>
    /// <param name="frame">The series, with all columns that the recipe needs.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">The data do not fit.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public TEvaluation Evaluate(Frame frame, int threads = 0, CancellationToken cancellationToken = default) =>
        Evaluate(SeriesSet.Of(frame), threads, cancellationToken);

    /// <inheritdoc cref="Learner.Evaluate"/>
    public new TEvaluation Evaluate(SeriesSet series, int threads = 0, CancellationToken cancellationToken = default) =>
        (TEvaluation)base.Evaluate(series, threads, cancellationToken);

    /// <summary>Predicts for a series: see <see cref="Predict(SeriesSet, int, CancellationToken)"/>.</summary>
    /// <param name="frame">The series; what is predicted need not be known.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">The data do not fit.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<TPrediction> Predict(Frame frame, int threads = 0, CancellationToken cancellationToken = default) =>
        Predict(SeriesSet.Of(frame), threads, cancellationToken);

    /// <summary>Predicts for series, whose predictions come in their order.</summary>
    /// <param name="series">The series; what is predicted need not be known.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">A column is missing, or the data do not fit otherwise.</exception>
    /// <exception cref="InvalidOperationException">The learner is neither planned, trained nor loaded.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyList<TPrediction> Predict(SeriesSet series, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Interruptible.Run(() => PredictionsOf(series, threads), cancellationToken);
    }

    /// <summary>The predictions for series, in their order.</summary>
    private protected abstract IReadOnlyList<TPrediction> PredictionsOf(SeriesSet series, int threads);

    /// <summary>An untrained learner of a recipe.</summary>
    private protected abstract TSelf Create(Recipe recipe, ulong seed);

    /// <summary>A learner made by its columns alone, which has the task's default network.</summary>
    private protected static TSelf WithDefaultNetwork(TSelf learner)
    {
        learner.TakeNetwork(null);
        return learner;
    }

    private TSelf Copy(Recipe recipe)
    {
        TSelf learner = Create(recipe, recipe.Train.Seed == Recipe.Train.Seed ? Seed : recipe.Train.Seed);
        learner.TakeNetwork(this);
        return learner;
    }
}
