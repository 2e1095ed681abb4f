using Unroll.Catalogue;
using Unroll.Regularizers;

namespace Unroll.Layers;

/// <summary>
/// A layer's entry in <see cref="Layer.Catalogue"/>: its own settings, and the common ones: <c>name</c>, <c>trainable</c>,
/// <c>activity-regularizer</c> and <c>from</c>.
/// </summary>
public sealed class LayerEntry : Entry<Layer>
{
    private static readonly Setting<Layer, bool> _trainable =
        new("trainable", Kind.Flag, layer => layer.Trainable, "Whether training changes the layer's parameters.") { DefaultValue = true };

    private static readonly Setting<Layer, Regularizer> _activityRegularizer = new(
        "activity-regularizer", Kind.Made(() => Regularizer.Catalogue), layer => layer.ActivityRegularizer!,
        "Penalty on the layer's output.");

    /// <summary>Creates an entry.</summary>
    /// <param name="name">The field's term, in kebab case: <c>lstm</c>.</param>
    /// <param name="type">The type of the layer.</param>
    /// <param name="summary">What it is, in one sentence.</param>
    /// <param name="settings">Its own settings, without those that all layers have.</param>
    /// <param name="create">Makes the layer.</param>
    public LayerEntry(string name, Type type, string summary, IReadOnlyList<Setting> settings, Func<SettingValues, Layer> create)
        : base(
            name, type, summary, [.. settings, NameSetting, _trainable, _activityRegularizer, From],
            values => Apply(create(values), values))
    {
    }

    /// <summary>The setting <c>name</c>.</summary>
    public static Setting<Layer, string> NameSetting { get; } =
        new("name", Kind.Text, layer => layer.Name, "Name within the model, without dots.")
        {
            DefaultValue = "",
            DefaultNote = "from the kind of layer",
        };

    /// <summary>
    /// The setting <c>from</c>: names of the layers or inputs that a layer takes from, where it is not the one before. Recipes read it; a
    /// layer itself has none.
    /// </summary>
    public static Setting<Layer, IReadOnlyList<string>> From { get; } = new(
        "from", Kind.List(Kind.Text, "texts", allowsSingle: true), _ => [],
        "Names of the layers or inputs that it takes from; further outputs, as final states are, by their number: `encoder.1`.")
    {
        DefaultValue = [],
        DefaultNote = "the layer before"
    };

    /// <summary>Whether the layer takes sequences only, so that the layer before it has to return them. Default: false.</summary>
    public bool TakesSequences { get; init; }

    /// <summary>Gives the block of a recurrent layer that returns sequences unless its settings differ.</summary>
    internal Func<Block<Layer>, Block<Layer>>? ReturningSequences { get; init; }

    /// <summary>Gives the block of a recurrent layer that carries its state from batch to batch unless its settings differ.</summary>
    internal Func<Block<Layer>, Block<Layer>>? CarryingState { get; init; }

    /// <summary>Gives the block of a recurrent layer that returns sequences and final states.</summary>
    internal Func<Block<Layer>, Block<Layer>>? ReturningStates { get; init; }

    /// <summary>
    /// Gives the block of a layer that takes codes first, with the size of their vocabulary where its settings leave it open.
    /// </summary>
    internal Func<Block<Layer>, int, Block<Layer>>? TakingCodes { get; init; }

    /// <summary>
    /// The same layer with the size of the vocabulary of its codes, where it begins with an embedding whose settings leave it open; any
    /// other layer as it is.
    /// </summary>
    /// <param name="block">A layer.</param>
    /// <param name="vocabulary">Size of the vocabulary; null where it is not known.</param>
    public static Block<Layer> TakeCodes(Block<Layer> block, int? vocabulary)
    {
        ArgumentNullException.ThrowIfNull(block);
        return vocabulary is { } size && (block.Entry as LayerEntry)?.TakingCodes is { } taking ? taking(block, size) : block;
    }

    /// <summary>The same recurrent layer, returning sequences and its final states, as an encoder does; null for any other layer.</summary>
    /// <param name="block">A layer.</param>
    public static Block<Layer>? ReturnStates(Block<Layer> block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return (block.Entry as LayerEntry)?.ReturningStates?.Invoke(block);
    }

    /// <summary>The same layer, returning sequences where its settings leave it open; any other layer as it is.</summary>
    /// <param name="block">A layer.</param>
    public static Block<Layer> ReturnSequences(Block<Layer> block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return (block.Entry as LayerEntry)?.ReturningSequences is { } returning ? returning(block) : block;
    }

    /// <summary>
    /// The same layer, carrying its state from batch to batch where its settings leave it open; any other layer as it is.
    /// </summary>
    /// <param name="block">A layer.</param>
    public static Block<Layer> CarryState(Block<Layer> block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return (block.Entry as LayerEntry)?.CarryingState is { } carrying ? carrying(block) : block;
    }

    /// <summary>A layer inside another, without its name where that is the one that it has of itself.</summary>
    internal static Block<Layer> BlockOf(Layer inner, string automaticName)
    {
        Block<Layer> block = Layer.Catalogue.BlockOf(inner);
        return inner.Name == automaticName ? block.With(NameSetting, "") : block;
    }

    /// <summary>Makes a layer inside another, which takes what that one gives it.</summary>
    /// <exception cref="InputException">It names what it takes from, or its settings do not fit together.</exception>
    internal static Layer CreateInner(Block<Layer> block) => block.Values.IsGiven(From)
        ? throw block.Error(
            "layers", $"{block.Name} stands inside another layer and takes what that gives it, but names others with from. Leave from out, "
            + "or give it to the layer around it.")
        : block.Create();

    /// <summary>The name that a block gives its layer; empty where it gives none.</summary>
    /// <param name="block">A layer.</param>
    public static string NameOf(Block<Layer> block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return block.Values.Get(NameSetting);
    }

    /// <summary>An entry of a user, with the settings that all layers have.</summary>
    internal static LayerEntry Of(Entry<Layer> entry) => entry as LayerEntry
        ?? new(entry.Name, entry.Type, entry.Summary, entry.Settings, entry.Create)
        {
            Shorthand = entry.Shorthand,
            ShortName = entry.ShortName,
            Aliases = entry.Aliases,
            Formula = entry.Formula,
            Example = entry.Example,
        };

    private static Layer Apply(Layer layer, SettingValues values)
    {
        if (values.Get(NameSetting) is { Length: > 0 } name)
        {
            layer.Rename(name);
        }

        layer.Trainable = values.Get(_trainable);
        layer.ActivityRegularizer = values.Get(_activityRegularizer);
        return layer;
    }
}
