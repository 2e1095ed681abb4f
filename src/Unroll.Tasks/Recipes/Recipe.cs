using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Series.Preparing;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Recipes;

/// <summary>
/// Everything that makes a run: the task, the data, how they are prepared, the network and how it is trained. Read from a YAML file by
/// <see cref="RecipeReader"/>, or made in code and written by <see cref="ToYaml"/>; both are checked by <see cref="Check"/>.
/// </summary>
public sealed record Recipe
{
    private string? _text;
    private string? _yamlAsRead;
    private YamlConfiguration? _root;

    /// <summary>Name of the run, and of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>What is learned: <c>forecast</c>, <c>classify</c>, <c>regress</c>, or a task that was registered.</summary>
    public LearningTask Task { get; init; } = LearningTask.Default;

    /// <summary>The series.</summary>
    public required DataRecipe Data { get; init; }

    /// <summary>The steps that a series goes through, in this order; null for the customary ones.</summary>
    public IReadOnlyList<Block<PreparingStep>>? Prepare { get; init; }

    /// <summary>The sections that the task has of its own, such as <c>window</c>.</summary>
    public SettingValues Sections { get; init; } = new();

    /// <summary>Where training, validation and test lie; null for the task's customary split.</summary>
    public SplitRecipe? Split { get; init; }

    /// <summary>The network's layers after its input; empty where the network is given in code.</summary>
    public IReadOnlyList<Block<Layer>> Model { get; init; } = [];

    /// <summary>How the network is trained.</summary>
    public TrainRecipe Train { get; init; } = new();

    /// <summary>Name of the file that the recipe was read from, as errors show it; empty when it was made in code.</summary>
    public string Source { get; init; } = "";

    /// <summary>Folder that relative file names in the recipe start from; empty for the current one.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Whether it was read from a file that has to tell everything; made in code, or kept in a run folder, a recipe may leave out data and network.</summary>
    internal bool IsWhole => Source.Length > 0 && !IsOfRun;

    /// <summary>Whether it was read from a run folder.</summary>
    internal bool IsOfRun { get; init; }

    /// <summary>Whether the test part has data of its own.</summary>
    public bool HasTestData => Data.TestFile is not null || Data.TestDataset is not null;

    /// <summary>The split, or the task's customary one where none is given.</summary>
    public SplitRecipe EffectiveSplit => Split ?? Task.DefaultSplit(HasTestData);

    /// <summary>The steps, or the customary ones where none are given.</summary>
    public IReadOnlyList<Block<PreparingStep>> EffectiveSteps => Prepare ?? [PreparingStep.Catalogue.BlockOf(new ScaleStep())];

    /// <summary>A section of the task's own.</summary>
    /// <param name="section">Which one.</param>
    public TValue Section<TValue>(Setting<Recipe, TValue> section) => Sections.Get(section);

    /// <summary>The recipe with another section of the task's own.</summary>
    /// <param name="section">Which one.</param>
    /// <param name="value">The section.</param>
    public Recipe With<TValue>(Setting<Recipe, TValue> section, TValue value) => this with { Sections = Sections.With(section, value) };

    /// <summary>Refuses what cannot be learned as the recipe says; the same for recipes from files and from code.</summary>
    /// <returns>The recipe.</returns>
    /// <exception cref="InputException">Something does not fit; the message names the field, and the line where there is a file.</exception>
    public Recipe Check()
    {
        RecipeChecks.Check(this);
        return this;
    }

    /// <summary>The recipe as YAML: the text that it was read from, unless it was changed since.</summary>
    public string ToYaml()
    {
        string yaml = YamlFormatter.ToYaml((JsonObject)RecipeSections.For(Task).Write(this)!);
        return _text is not null && yaml == _yamlAsRead ? _text : yaml;
    }

    /// <summary>An error about a field, with its place where the recipe was read from a file.</summary>
    /// <param name="field">The field: names joined by dots, numbers of items in brackets.</param>
    /// <param name="what">What was got, what was expected and what to do.</param>
    public InputException Error(string field, string what)
    {
        if (_root is null)
        {
            return new ConfigurationException($"Recipe {Name}, field {field}: {what}");
        }

        YamlConfiguration nearest = _root.Nearest(field);
        int dot = field.LastIndexOf('.');
        return nearest.Field == field || dot < 0 || nearest.Field != field[..dot]
            ? YamlConfiguration.Error(Source, nearest.Start, field, what)
            : nearest.Error(field[(dot + 1)..], what);
    }

    /// <summary>The recipe with the text that it was read from.</summary>
    internal Recipe ReadFrom(string text, YamlConfiguration root)
    {
        Recipe read = this with { _text = text, _root = root };
        return read with { _yamlAsRead = read.ToYaml() };
    }
}
