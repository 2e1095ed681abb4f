using System.Globalization;
using Unroll.Catalogue;
using Unroll.Layers;

namespace Unroll.Tasks.Recipes;

/// <summary>
/// The connections of a recipe's layers: what each takes, which are further uses of another, and which outputs the network has.
/// </summary>
internal sealed class RecipeGraph
{
    /// <summary>The name of the network's input in <c>from</c>.</summary>
    public const string InputName = "input";

    /// <summary>The name in <c>from</c> of the future covariates of the rows that are forecast.</summary>
    public const string FutureName = "future";

    /// <summary>The name in <c>from</c> of the targets of the row before, which a decoder goes on from.</summary>
    public const string PreviousName = "previous";

    /// <summary>The network's inputs; a layer of the same name comes before those after the first.</summary>
    private static readonly string[] _inputNames = [InputName, FutureName, PreviousName];

    private readonly Recipe _recipe;
    private readonly string[] _names;

    private RecipeGraph(Recipe recipe)
    {
        _recipe = recipe;
        _names = [.. recipe.Model.Select(LayerEntry.NameOf)];
        RequireDistinctNames();
        Owners = [.. recipe.Model.Select((_, index) => OwnerOf(index))];
        Sources = [.. recipe.Model.Select((_, index) => SourcesOf(index))];
        Outputs = recipe.Outputs.Count == 0
            ? [new(_names.Length - 1, 0)]
            : [.. recipe.Outputs.Select((output, place) => Find(
                output.Layer, _names.Length, RecipeOutputs.FieldOf(recipe, place),
                $"Give the layer that name: {{…, name: {output.Layer}}}."))];
        RequireUse();
    }

    /// <summary>The layer whose weights each use has: itself, unless it is <c>shared</c>.</summary>
    public IReadOnlyList<int> Owners { get; }

    /// <summary>The outputs of layers that each takes.</summary>
    public IReadOnlyList<IReadOnlyList<LayerOutput>> Sources { get; }

    /// <summary>The network's outputs.</summary>
    public IReadOnlyList<LayerOutput> Outputs { get; }

    /// <summary>Whether each layer simply takes the one before, and the last is the output.</summary>
    public bool IsChain => _recipe.Outputs.Count == 0
        && _recipe.Model.All(block => block.Values.Get(LayerEntry.From).Count == 0 && SharedLayer.LayerOf(block) is null);

    /// <summary>Whether a layer of a recipe takes one of the network's inputs by its name.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="input">Name of the input.</param>
    public static bool Mentions(Recipe recipe, string input) => recipe.Variants.Any(variant =>
        variant.Model.Any(block => block.Values.Get(LayerEntry.From).Contains(input))
        && !variant.Model.Any(block => LayerEntry.NameOf(block) == input));

    /// <summary>The name of a network's input that a layer takes.</summary>
    /// <param name="source">What it takes, an input.</param>
    public static string InputOf(LayerOutput source) => _inputNames[-1 - source.Layer];

    /// <summary>Finds out what a recipe's layers take.</summary>
    /// <param name="recipe">The recipe, with at least one layer.</param>
    /// <exception cref="InputException">A name is not known, stands twice or comes too late, or nothing takes from a layer.</exception>
    public static RecipeGraph Of(Recipe recipe) => new(recipe);

    /// <summary>The field of what a layer takes.</summary>
    /// <param name="user">Index of the layer.</param>
    /// <param name="place">Which of the things that it takes.</param>
    public string FromField(int user, int place)
    {
        string field = FieldOf(user) + ".from";
        return _recipe.Model[user].Values.Get(LayerEntry.From).Count == 1
            ? field : Recipe.Item(field, place);
    }

    /// <summary>
    /// Whether a recurrent layer has to return sequences: one that takes sequences only follows, or the network gives something at each
    /// step.
    /// </summary>
    /// <param name="index">Index of the layer.</param>
    public bool NeedsSequences(int index) => FeedsSequences(index) || (_recipe.Task.PredictsSteps && !FeedsRepetition(index));

    /// <summary>Whether what a layer gives is repeated over timesteps.</summary>
    private bool FeedsRepetition(int index) => Users(index).Any(user => _recipe.Model[Owners[user]].Entry.Type == typeof(RepeatVector));

    private bool FeedsSequences(int index) => Users(index)
        .Select(user => (User: user, Layer: _recipe.Model[Owners[user]].Entry))
        .Any(taker => taker.Layer is LayerEntry { TakesSequences: true }
            || (taker.Layer.Type != typeof(RepeatVector) && FeedsSequences(Owners[taker.User])));

    /// <summary>The uses of layers that take what a layer gives, wherever it is used.</summary>
    private IEnumerable<int> Users(int index) =>
        Enumerable.Range(0, Owners.Count).Where(use => Owners[use] == index).SelectMany(use =>
            Enumerable.Range(use + 1, Owners.Count - use - 1).Where(user => Sources[user].Any(source => source.Layer == use)));

    private string FieldOf(int index) => string.Create(CultureInfo.InvariantCulture, $"model[{index + 1}].{_recipe.Model[index].Name}");

    private void RequireDistinctNames()
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < _names.Length; i++)
        {
            if (_names[i] == InputName)
            {
                throw _recipe.Error(
                    FieldOf(i) + ".name",
                    $"\"{InputName}\" is the network's input, which from: {InputName} takes. Give the layer another name.");
            }

            if (_names[i].Length > 0 && !seen.Add(_names[i]))
            {
                throw _recipe.Error(FieldOf(i) + ".name", $"two layers are named \"{_names[i]}\". Give each its own name.");
            }
        }
    }

    private int OwnerOf(int index)
    {
        if (SharedLayer.LayerOf(_recipe.Model[index]) is not { } name)
        {
            return index;
        }

        int owner = Find(name, index, FieldOf(index) + ".layer", "").Layer;
        return owner < 0
            ? throw _recipe.Error(FieldOf(index) + ".layer", "the input is no layer. Name a layer above.")
            : OwnerOf(owner);
    }

    private LayerOutput[] SourcesOf(int index)
    {
        IReadOnlyList<string> from = _recipe.Model[index].Values.Get(LayerEntry.From);
        return from.Count == 0
            ? [new(index - 1, 0)]
            : [.. from.Select((name, place) => Find(
                name, index, FromField(index, place), $"Give the layer a name: {{…, name: {name}}}."))];
    }

    /// <summary>A layer by its name, and one of its further outputs, such as a final state, by the number behind a dot.</summary>
    private LayerOutput Find(string name, int below, string field, string advice)
    {
        if (name == InputName)
        {
            return new(-1, 0);
        }

        if (name.StartsWith(InputName + ".", StringComparison.Ordinal))
        {
            return new(-1, 0, name[(InputName.Length + 1)..]);
        }

        int dot = name.LastIndexOf('.');
        int output = 0;
        string layer = dot > 0 && int.TryParse(name.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out output)
            ? name[..dot] : name;
        int found = Array.IndexOf(_names, layer);
        if (found >= below)
        {
            throw _recipe.Error(
                field,
                found == below
                    ? $"\"{layer}\" is this layer itself, and no layer takes its own output. Name a layer above; a recurrence belongs "
                        + "inside a recurrent layer."
                    : $"\"{layer}\" stands further down, and a layer takes only from those above it, so that there are no cycles. Move "
                        + $"\"{layer}\" up, or name a layer above.");
        }

        if (found < 0 && Array.IndexOf(_inputNames, name) is var input and >= 0)
        {
            return new(-1 - input, 0);
        }

        return found >= 0
            ? new(found, output)
            : throw _recipe.Error(
                field,
                below < _names.Length
                    ? Unknown($"there is no layer named \"{layer}\" above.", layer, [InputName, .. Named(below)], advice)
                    : Unknown($"there is no layer named \"{layer}\".", layer, Named(below), advice));
    }

    private string[] Named(int below) => [.. _names.Take(below).Where(name => name.Length > 0)];

    private static string Unknown(string what, string layer, string[] known, string advice)
    {
        string nearest = ConfigurationNode.Unknown("layer", layer, known);
        string rest = known.Length == 0 ? " No layer has a name." : nearest[(nearest.IndexOf(". ", StringComparison.Ordinal) + 1)..];
        return $"{what}{rest} {advice}".TrimEnd();
    }

    private void RequireUse()
    {
        HashSet<int> used = [.. Sources.SelectMany(source => source).Concat(Outputs).Select(source => source.Layer)];
        int unused = Enumerable.Range(0, _names.Length).FirstOrDefault(index => !used.Contains(index), -1);
        if (unused >= 0)
        {
            throw _recipe.Error(
                Recipe.Item("model", unused),
                _recipe.Outputs.Count == 0
                    ? "no layer takes from this one, and it is not the last. Name it in another layer's from, join branches with "
                        + "- concatenate: {from: […]}, name several heads in outputs: […], or remove it."
                    : "no layer takes from this one, and it is not among the outputs. Name it in another layer's from or in outputs, or "
                        + "remove it.");
        }
    }
}

/// <summary>An output of a layer.</summary>
/// <param name="Layer">Index of the layer; −1 is the network's input, −2 its second, and so on.</param>
/// <param name="Output">Which output: 0, or that of a final state.</param>
/// <param name="Column">The input's column that is taken, or what is made of it; null for all of them.</param>
internal readonly record struct LayerOutput(int Layer, int Output, string? Column = null);
