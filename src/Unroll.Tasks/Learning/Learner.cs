using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Models;
using Unroll.Series.Frames;
using Unroll.Tasks.Recipes;
using Unroll.Tasks.Runs;
using Unroll.Training;

namespace Unroll.Tasks.Learning;

/// <summary>
/// A learner of any task, made by a recipe: it is trained, evaluated, used for prediction, saved and loaded.
/// <see cref="Forecasting.Forecaster"/>, <see cref="Classification.SequenceClassifier"/> and the others of
/// <see cref="TaskLearner{TSelf, TPrediction, TEvaluation}"/> are the same with the types of their task.
/// </summary>
public partial class Learner
{
    private const int DefaultEpochs = 100;

    private Ensemble? _networks;
    private LearnedTask? _learned;

    /// <summary>Makes networks given in code; null where they are the recipe's layers.</summary>
    private Func<Shape, ulong, Model>? _source;

    /// <summary>Whether one network was given, which can be trained once.</summary>
    private bool _isSingle;

    /// <summary>Whether no network was given: it is then the task's default one, which follows recipe and data.</summary>
    private bool _isDefault;

    /// <summary>Creates an untrained learner.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="seed">Seed of weights, order and dropout; null for the recipe's.</param>
    /// <exception cref="InputException">The recipe does not fit together.</exception>
    public Learner(Recipe recipe, ulong? seed = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        Recipe = recipe.Check();
        Seed = seed ?? recipe.Train.Seed;
    }

    /// <summary>Creates a learner from a run.</summary>
    /// <param name="run">The run.</param>
    private protected Learner(SavedRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        (Recipe, Seed, _learned, _networks) = (run.Recipe, run.Seed, run.Learned, run.Networks);
    }

    /// <summary>The recipe.</summary>
    public Recipe Recipe { get; private set; }

    /// <summary>Seed of weights, order and dropout; the same seed gives the same run.</summary>
    public ulong Seed { get; }

    /// <summary>The networks of the ensemble, whose predictions are averaged; one by default.</summary>
    /// <exception cref="InvalidOperationException">The learner is neither planned, trained nor loaded.</exception>
    public IReadOnlyList<Model> Networks => Trained.Networks;

    /// <summary>The layers of each kind of network as a table; there is one unless the recipe has several models.</summary>
    /// <exception cref="InvalidOperationException">The learner is neither planned, trained nor loaded.</exception>
    public IReadOnlyList<string> NetworkSummaries
    {
        get
        {
            return Trained.Members.Count == 0 ? [.. SummariesOf(Recipe, Networks)]
                : [.. Recipe.MemberRecipes.Zip(Trained.Members).SelectMany(pair => SummariesOf(pair.First, pair.Second.Networks.Networks))];
        }
    }

    /// <summary>The fitted state beside the weights.</summary>
    /// <exception cref="InvalidOperationException">The learner is neither planned, trained nor loaded.</exception>
    public LearnedTask Learned => _learned ?? throw NotTrained();

    /// <summary>Names of the network's inputs at each step.</summary>
    /// <exception cref="InvalidOperationException">The learner is neither planned, trained nor loaded.</exception>
    public IReadOnlyList<string> InputNames => Learned.InputNames;

    /// <summary>The networks as an ensemble.</summary>
    /// <exception cref="InvalidOperationException">The learner is neither planned, trained nor loaded.</exception>
    protected Ensemble Trained => _networks ?? throw NotTrained();

    /// <summary>Loads a learner from a run folder, whatever its task.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="InputException">A file is missing or damaged.</exception>
    public static Learner Load(string folder) => new(SavedRun.Open(folder));

    /// <summary>
    /// Sets a network of layers, one after the other, the last of which has as many outputs as task and loss need. They become part of the
    /// recipe; each network of an ensemble is made anew.
    /// </summary>
    /// <param name="layers">The layers, each of which is in <see cref="Layer.Catalogue"/>.</param>
    /// <returns>The learner itself.</returns>
    /// <exception cref="InputException">A layer is not in the catalogue.</exception>
    public Learner UseNetwork(params IReadOnlyList<Layer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        (_source, _isSingle, _isDefault, Recipe) =
            (null, false, false, (Recipe with
            {
                Model = [.. layers.Select(Layer.Catalogue.BlockOf)],
                Classical = null,
                Models = [],
                Members = [],
            }).Check());
        return this;
    }

    /// <summary>Sets a network of any kind, in place of the recipe's layers, which the recipe then no longer has.</summary>
    /// <param name="create">Makes a network for a sample's input shape and a seed; called once for each network of an ensemble.</param>
    /// <returns>The learner itself.</returns>
    public Learner UseNetwork(Func<Shape, ulong, Model> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        (_source, _isSingle, _isDefault, Recipe) = (
            create, false, false, Recipe with { Model = [], Classical = null, Models = [], Members = [] });
        return this;
    }

    /// <summary>Sets a network of any kind, in place of the recipe's layers, which the recipe then no longer has.</summary>
    /// <param name="create">
    /// Makes a network for a sample's input shape. The networks of an ensemble need seeds: they take a function of shape and seed.
    /// </param>
    /// <returns>The learner itself.</returns>
    public Learner UseNetwork(Func<Shape, Model> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        return UseNetwork((input, _) => create(input));
    }

    /// <summary>
    /// Sets an existing network, a <see cref="Graph"/> for example. It is trained itself, so it serves neither an ensemble nor several
    /// folds.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <returns>The learner itself.</returns>
    public Learner UseNetwork(Model network)
    {
        ArgumentNullException.ThrowIfNull(network);
        bool isUsed = false;
        UseNetwork((_, _) =>
        {
            (bool wasUsed, isUsed) = (isUsed, true);
            return wasUsed
                ? throw new InputException("One network was given, but several are trained, or it is trained a second time. Give a "
                    + "function that makes one: (input, seed) => new Graph(…) { Seed = seed }.")
                : network;
        });
        _isSingle = true;
        return this;
    }

    /// <summary>Prepares series as for training, and makes the untrained network.</summary>
    /// <param name="series">The series.</param>
    /// <param name="test">The series of the test part, where they are data of their own.</param>
    /// <returns>The parts and their samples; of walk-forward validation, those of the first fold.</returns>
    /// <exception cref="InputException">The data or the network do not fit the recipe.</exception>
    public TaskPlan Plan(SeriesSet series, SeriesSet? test = null) => Plan(new TaskData(series, test));

    /// <summary>Prepares data as for training, and makes the untrained network.</summary>
    /// <param name="data">The data, in one set or in parts of their own.</param>
    /// <returns>The parts and their samples; of walk-forward validation, those of the first fold.</returns>
    /// <exception cref="InputException">The data or the network do not fit the recipe.</exception>
    public TaskPlan Plan(TaskData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        TaskPlan[] plans = [.. Recipe.MemberRecipes.Select(member => member.Locate(() => member.Task.Plan(member, data).First()))];
        CompleteRecipe(plans[0]);
        plans[0].CheckMembers(plans);
        (_learned, _networks) = (plans[0].Learned, EnsembleOf(plans, [.. Recipe.MemberRecipes.Zip(plans, Inspected)]));
        return plans[0];
    }

    /// <summary>Evaluates on data outside the training part, beside the baselines.</summary>
    /// <param name="series">The series.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">The data do not fit.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public PartEvaluation Evaluate(SeriesSet series, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        PartEvaluation evaluation = Interruptible.Run(() => Learned.Evaluate(series, Trained, threads), cancellationToken);
        evaluation.ClassicalModel = Recipe.Classical?.Name;
        return evaluation;
    }

    /// <summary>Predicts for new data, as a table; the learners of a task have typed predictions.</summary>
    /// <param name="series">The series.</param>
    /// <param name="options">Values of the task's prediction settings; null for the defaults.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InputException">The data do not fit.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public PredictionTable PredictTable(
        SeriesSet series, SettingValues? options = null, int threads = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Interruptible.Run(() => Learned.Predict(series, Trained, options ?? new SettingValues(), threads), cancellationToken);
    }

    /// <summary>
    /// Saves networks, recipe and state; <see cref="Load"/> restores them. An earlier run in the folder is replaced as a whole once all is
    /// written.
    /// </summary>
    /// <param name="folder">The folder, new or with an earlier run; made where it is not there.</param>
    /// <exception cref="InputException">
    /// The folder holds something else, or a training that was stopped; or it cannot be written. What is there is left as it is.
    /// </exception>
    /// <exception cref="InvalidOperationException">The learner is not trained.</exception>
    public void Save(string folder) => RunFolder.Save(folder, this);

    private protected static SavedRun OpenRun<TTask>(string folder)
        where TTask : LearningTask
    {
        SavedRun run = SavedRun.Open(folder);
        return run.Recipe.Task is TTask
            ? run
            : throw new InputException(
                $"{folder} holds a run of task: {run.Recipe.Task.Name}, which another command predicts with: unroll "
                + $"{run.Recipe.Task.Name} {folder} {run.Recipe.Task.CommandArguments}.");
    }

    private protected static Recipe RequireTask<TTask>(Recipe recipe)
        where TTask : LearningTask
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return recipe.Task is TTask ? recipe
            : throw recipe.Error(
                "task", $"the recipe is for task: {recipe.Task.Name}, which is not what this type learns. Use Learner, or another task.");
    }

    /// <summary>The recipe of a learner made in code, which has the task's default network until another one is set.</summary>
    private protected static Recipe Starting(LearningTask task, DataRecipe data) => new()
    {
        Name = task.Name,
        Task = task,
        Data = data,
        Train = new TrainRecipe { Epochs = DefaultEpochs, EarlyStopping = new EarlyStoppingOptions() },
    };

    /// <summary>Takes over the network that was set for another learner; none was for one that is made by its columns alone.</summary>
    private protected void TakeNetwork(Learner? other) =>
        (_source, _isSingle, _isDefault) = (other?._source, other?._isSingle ?? false, other?._isDefault ?? true);

    /// <summary>The recipe, without the network that it has of itself.</summary>
    private protected Recipe GivenRecipe => _isDefault ? Recipe with { Model = [] } : Recipe;

    private void CompleteRecipe(TaskPlan plan) =>
        Recipe = _isDefault && Recipe.Classical is null && Recipe.Models.Count == 0 && Recipe.Members.Count == 0
            ? Recipe with { Model = [.. plan.Learned.DefaultNetwork.Select(Layer.Catalogue.BlockOf)] } : Recipe;

    /// <summary>The untrained networks of each kind of a recipe.</summary>
    private List<Model> Inspected(Recipe recipe, TaskPlan plan)
    {
        List<Model> networks = [];
        foreach (Recipe variant in recipe.Variants)
        {
            Model network = Build(recipe, plan.Learned, networks.Count, Seed);
            plan.Learned.CheckHead(network);
            OutputLosses.Of(recipe, plan.Learned, network);
            EmbeddingInputs.Check(variant, plan, network);
            networks.Add(network);
        }

        return networks;
    }

    /// <summary>The networks of each member as an ensemble, those of one recipe together.</summary>
    private Ensemble EnsembleOf(TaskPlan[] plans, IReadOnlyList<IReadOnlyList<Model>> networks)
    {
        if (Recipe.Members.Count == 0)
        {
            return new Ensemble(networks[0]);
        }

        string[] names = [.. MemberChecks.NamesOf(Recipe)];
        return new Ensemble(
            [.. networks.Select((own, index) => new EnsembleMember(
                names[index], plans[index].Learned, new Ensemble(own), Recipe.Members[index].Weight))],
            Recipe.Combine);
    }

    private static InvalidOperationException NotTrained() => new("The learner is not trained yet: call Fit, or take one up with Load.");
}
