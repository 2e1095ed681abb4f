using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Series.Preparing;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Recipes;

/// <summary>The keys at the top of a recipe: those of every recipe, and those of its task.</summary>
internal static class RecipeSections
{
    private static readonly Setting<Recipe, string> _name = new(
        "name", Kind.Text, recipe => recipe.Name, "Name of the run, and of its folder.")
    {
        IsRequired = true,
        Example = "name: energy",
    };

    private static readonly Setting<Recipe, LearningTask> _task = new(
        "task", Kind.Made(() => LearningTask.Catalogue), recipe => recipe.Task, "What is learned.")
    {
        DefaultValue = LearningTask.Default,
    };

    private static readonly Setting<Recipe, DataRecipe> _data = new(
        "data", DataRecipe.Section, recipe => recipe.Data, "Which series are learned from.")
    {
        IsRequired = true,
        Example = "data: {file: series.csv, target: load}",
    };

    private static readonly Setting<PrepareRecipe, IReadOnlyList<Block<PreparingStep>>> _steps = new(
        "steps",
        Kind.List(Kind.Block(() => PreparingStep.Catalogue), "steps", allowsEmpty: true),
        prepare => prepare.Steps,
        "What a series goes through, in this order. Each step is learned on the training part and saved with the run: see "
        + "[preparing](preparing.md).")
    { DefaultNote = "`[scale: standard]`" };

    private static readonly Setting<Recipe, PrepareRecipe?> _prepare = new(
        "prepare",
        new Section<PrepareRecipe>([_steps], values => new PrepareRecipe(values.Get(_steps)))!,
        recipe => recipe.Prepare is { } steps ? new PrepareRecipe(steps) : null,
        "How the series are prepared.")
    { DefaultNote = "`{steps: [scale: standard]}`" };

    private static readonly Setting<Recipe, IReadOnlyList<IReadOnlyList<Block<Layer>>>> _models = new(
        "models", Kind.List(Kind.List(new ModelItemKind(), "layers"), "networks"), recipe => recipe.Models,
        "In place of `model`, the layers of several networks, which are trained on the same samples and whose predictions are averaged.")
    { DefaultValue = [], DefaultNote = "one network", Example = "models: [[{lstm: 32}, {dense: 1}], [{gru: 32}, {dense: 1}]]" };

    private static readonly Setting<Recipe, IReadOnlyList<MemberRecipe>> _members = new(
        "members", Kind.List(new MemberKind(), "members"), recipe => recipe.Members,
        "The members of an ensemble of whole recipes, whose predictions are averaged: what each has of its own (`model`, `prepare`, "
        + "`train`, `window` or `sequence`), with a `name` and a `weight` if wanted, or a recipe file on the same data. See "
        + "[training](training.md#ensembles).")
    { DefaultValue = [], DefaultNote = "the recipe alone", Example = "members: [{model: [{gru: 32}, {dense: 1}]}, linear.yaml]" };

    private static readonly Setting<Recipe, MemberAverage> _combine = new(
        "combine", Kind.Choice(("mean", MemberAverage.Mean), ("median", MemberAverage.Median)), recipe => recipe.Combine,
        "How the predictions of members are averaged.")
    { DefaultValue = MemberAverage.Mean };

    private static readonly Setting<Recipe, IReadOnlyList<OutputRecipe>> _outputs = new(
        "outputs", new OutputsKind(), recipe => recipe.Outputs,
        "The layers that are the network's outputs, where it has several heads: each is named after the target that it predicts, or is "
        + "given its targets (`{demand: [load, solar], price: price}`).")
    { DefaultValue = [], DefaultNote = "the last layer" };

    private static readonly Setting<Recipe, TrainRecipe> _train = new(
        "train", TrainRecipe.Section, recipe => recipe.Train, "How the network is trained.")
    {
        DefaultValue = new TrainRecipe(),
        DefaultNote = "all defaults",
    };

    /// <summary>The section that a whole recipe of a task is.</summary>
    /// <param name="task">The task.</param>
    public static Section<Recipe> For(LearningTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        Setting<Recipe, SplitRecipe?> split = new(
            "split", new SelectedKind<SplitRecipe>(SplitRecipe.Catalogue, "by", task.DefaultSplitName)!, recipe => recipe.Split,
            "Where training, validation and test lie.")
        { DefaultNote = "`{train: 0.7, validation: 0.15, test: 0.15}`" };
        ClassicalKind classical = new(task.Name, task.ClassicalModels);
        Setting<Recipe, ModelChoice> model = new(
            "model", new ModelKind(classical), recipe => new(recipe.Model, recipe.Classical),
            "The network's layers after its input, first to last; a layer may name others that it takes from (`from`). Or a classical "
            + "model, by its name and settings (`{ridge: 1.0}`).")
        { DefaultValue = new([], null), DefaultNote = "required, or `models`", Example = "model: [{lstm: 32}, {dense: 1}]" };
        Setting<Recipe, IReadOnlyList<ClassicalModel>> baselines = new(
            "baselines", Kind.List(classical, "classical models", allowsSingle: true), recipe => recipe.Baselines,
            "Classical models that are fitted to the training part too, and scored on the same samples: see "
            + "[classical models](evaluation.md#classical-models).")
        { DefaultValue = [], DefaultNote = "those of the task", Example = "baselines: [ridge]" };
        return new Section<Recipe>(
            [
                _name, _task, _data, _prepare, .. task.Sections, split, model, _models, _outputs, _train, baselines, _members, _combine,
            ],
            values => new Recipe
            {
                Name = values.Get(_name),
                Task = values.Get(_task),
                Data = values.Get(_data),
                Prepare = values.Get(_prepare)?.Steps,
                Sections = values,
                Split = values.Get(split),
                Model = values.Get(model).Layers,
                Classical = values.Get(model).Classical,
                Baselines = values.Get(baselines),
                Models = values.Get(_models),
                Outputs = values.Get(_outputs),
                Train = values.Get(_train),
                Members = values.Get(_members),
                Combine = values.Get(_combine),
            });
    }

    /// <summary>The task that a recipe is for.</summary>
    internal static LearningTask TaskOf(ConfigurationNode recipe)
    {
        ConfigurationNode? node = recipe.Fields().FirstOrDefault(field => field.Key == _task.Name).Value;
        return node is null || node.IsEmpty ? LearningTask.Default : LearningTask.Catalogue.Read(node);
    }

    /// <summary>Section <c>prepare</c> of a recipe.</summary>
    private sealed record PrepareRecipe(IReadOnlyList<Block<PreparingStep>> Steps);
}
