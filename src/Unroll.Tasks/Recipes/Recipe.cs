using System.Globalization;
using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Series.Preparing;
using Unroll.Tasks.Classical;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Recipes;

/// <summary>
/// A recipe, the complete description of a run: the task, the data, their preparation, the network and its training. Read from a YAML file
/// by <see cref="RecipeReader"/>, or made in code and written by <see cref="ToYaml"/>; both are checked by <see cref="Check"/>.
/// </summary>
public sealed record Recipe
{
    private string? _text;
    private string? _yamlAsRead;
    private YamlConfiguration? _root;
    private string? _modelField;

    /// <summary>Name of the run, and of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>The task: <c>forecast</c>, <c>classify</c>, <c>regress</c>, or a registered one.</summary>
    public LearningTask Task { get; init; } = LearningTask.Default;

    /// <summary>The data.</summary>
    public required DataRecipe Data { get; init; }

    /// <summary>The steps of preparation, in order; null for the default ones.</summary>
    public IReadOnlyList<Block<PreparingStep>>? Prepare { get; init; }

    /// <summary>The task's own sections, such as <c>window</c>.</summary>
    public SettingValues Sections { get; init; } = new();

    /// <summary>The split into training, validation and test part; null for the task's default.</summary>
    public SplitRecipe? Split { get; init; }

    /// <summary>The network's layers after its input; empty where the network is given in code.</summary>
    public IReadOnlyList<Block<Layer>> Model { get; init; } = [];

    /// <summary>The classical model in the place of a network; null for a network.</summary>
    public ClassicalModel? Classical { get; init; }

    /// <summary>
    /// Classical models whose predictions of the same samples are scored beside those of the recipe's model; none by default.
    /// </summary>
    public IReadOnlyList<ClassicalModel> Baselines { get; init; } = [];

    /// <summary>
    /// The layers of each of several networks, whose predictions are averaged, in place of <see cref="Model"/>; empty for one kind of
    /// network.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<Block<Layer>>> Models { get; init; } = [];

    /// <summary>
    /// The members of an ensemble of whole recipes on the same data, each with its own preparation, windows, network and training, whose
    /// predictions are averaged; empty for a single one.
    /// </summary>
    public IReadOnlyList<MemberRecipe> Members { get; init; } = [];

    /// <summary>The average of the members' predictions.</summary>
    public MemberAverage Combine { get; init; }

    /// <summary>The network's outputs, where it has several heads; empty where the last layer is the only one.</summary>
    public IReadOnlyList<OutputRecipe> Outputs { get; init; } = [];

    /// <summary>The training.</summary>
    public TrainRecipe Train { get; init; } = new();

    /// <summary>Name of the file that the recipe was read from, as errors show it; empty when it was made in code.</summary>
    public string Source { get; init; } = "";

    /// <summary>Folder that relative file names in the recipe start from; empty for the current one.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Whether the test part has data of its own.</summary>
    public bool HasTestData => Data.TestFile is not null || Data.TestDataset is not null;

    /// <summary>Whether the validation part has data of its own.</summary>
    public bool HasValidationData => Data.ValidationFile is not null || Data.ValidationDataset is not null;

    /// <summary>The split, or the task's default where none is given.</summary>
    public SplitRecipe EffectiveSplit => Split ?? Task.DefaultSplit(HasTestData, HasValidationData);

    /// <summary>Whether training has a validation part: one of its own, or folds beside test data.</summary>
    public bool HasValidation => HasValidationData || EffectiveSplit.HasValidation || (EffectiveSplit is FoldSplit && HasTestData);

    /// <summary>The steps, or the default ones where none are given.</summary>
    public IReadOnlyList<Block<PreparingStep>> EffectiveSteps =>
        Prepare ?? [.. Task.DefaultSteps(Data).Select(PreparingStep.Catalogue.BlockOf)];

    /// <summary>A section of the task's own.</summary>
    /// <param name="section">Which one.</param>
    public TValue Section<TValue>(Setting<Recipe, TValue> section) => Sections.Get(section);

    /// <summary>The recipe with another section of the task's own.</summary>
    /// <param name="section">Which one.</param>
    /// <param name="value">The section.</param>
    public Recipe With<TValue>(Setting<Recipe, TValue> section, TValue value) => this with { Sections = Sections.With(section, value) };

    /// <summary>
    /// Validates the recipe, whether from a file or from code. A file must be complete, which is checked when it is read; in code, data
    /// and network may be given apart from the recipe.
    /// </summary>
    /// <returns>The recipe.</returns>
    /// <exception cref="InputException">
    /// Something does not fit; the message names the field, and the line where there is a file.
    /// </exception>
    public Recipe Check()
    {
        RecipeChecks.Check(this, isWhole: false);
        return this;
    }

    /// <summary>The recipe as YAML: the text that it was read from, unless it was changed since.</summary>
    public string ToYaml()
    {
        string yaml = Written();
        return _text is not null && yaml == _yamlAsRead ? _text : yaml;
    }

    /// <summary>An error about a field, with its place where the recipe was read from a file.</summary>
    /// <param name="field">The field: names joined by dots, numbers of items in brackets.</param>
    /// <param name="what">What was got, what was expected and what to do.</param>
    public InputException Error(string field, string what)
    {
        if (_modelField is not null && (field == "model" || field.StartsWith("model[", StringComparison.Ordinal)))
        {
            field = _modelField + field["model".Length..];
        }

        if (_root is null)
        {
            return new ConfigurationException($"Recipe {Name}, field {field}: {what}");
        }

        YamlConfiguration nearest = _root.Nearest(field);
        field = _root.Field.Length == 0 ? field : $"{_root.Field}.{field}";
        int dot = field.LastIndexOf('.');
        return nearest.Field == field || dot < 0 || nearest.Field != field[..dot]
            ? YamlConfiguration.Error(_root.Source, nearest.Start, field, what)
            : nearest.Error(field[(dot + 1)..], what);
    }

    /// <summary>
    /// Does what may find that data do not fit the recipe: an error about a field or a column then names its place in the recipe.
    /// </summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    /// <param name="work">The work.</param>
    /// <param name="source">The field that all other errors are about; null where they are not about the recipe.</param>
    internal T Locate<T>(Func<T> work, string? source = null)
    {
        try
        {
            return work();
        }
        catch (InputException exception) when (exception is not ConfigurationException && FieldOf(exception) is not null)
        {
            throw Error(FieldOf(exception)!, exception.Message);
        }

        string? FieldOf(InputException exception) =>
            exception.Field ?? (exception.Column is { } column ? Data.FieldOf(column) : null) ?? source;
    }

    /// <summary>The field of an item of a list, which are numbered from 1: <c>model[2]</c>.</summary>
    /// <param name="list">The list's field.</param>
    /// <param name="index">Index of the item.</param>
    internal static string Item(string list, int index) => string.Create(CultureInfo.InvariantCulture, $"{list}[{index + 1}]");

    /// <summary>A recipe for each kind of network: of <see cref="Models"/>, or this one.</summary>
    internal IReadOnlyList<Recipe> Variants => Models.Count == 0 ? [this]
        : [.. Models.Select((layers, index) => this with { Model = layers, Models = [], _modelField = Item("models", index) })];

    /// <summary>The recipe of each member of the ensemble; the recipe alone where it has no members.</summary>
    internal IReadOnlyList<Recipe> MemberRecipes => Members.Count == 0 ? [this] : Recipes.MemberRecipes.Of(this);

    /// <summary>Networks whose predictions are averaged, those of all members together.</summary>
    public int NetworkCount => MemberRecipes.Sum(member => member.Trainings * member.Train.Snapshots);

    /// <summary>The source that the recipe was read from; null where it was made in code, or changed since.</summary>
    internal YamlConfiguration? RootAsRead => _root is not null && Written() == _yamlAsRead ? _root : null;

    /// <summary>Networks that are trained: of each kind as many as the ensemble has seeds.</summary>
    internal int Trainings => Train.Ensemble * Math.Max(1, Models.Count);

    /// <summary>An error of the engine about a field, in the terms of recipes.</summary>
    /// <param name="field">The field.</param>
    /// <param name="exception">The error.</param>
    internal InputException Error(string field, Exception exception) =>
        Error(field, RecipeTerms.Of(exception, TrainRecipe.Section.Settings));

    /// <summary>The recipe with the text that it was read from; null where that names files whose content it now has.</summary>
    internal Recipe ReadFrom(string? text, YamlConfiguration root) => this with { _text = text, _root = root, _yamlAsRead = Written() };

    /// <summary>The recipe of a member, whose errors name a place in this configuration.</summary>
    internal Recipe LocatedIn(YamlConfiguration root) => this with { _root = root };

    private string Written() => YamlFormatter.ToYaml((JsonObject)RecipeSections.For(Task).Write(this)!);
}
