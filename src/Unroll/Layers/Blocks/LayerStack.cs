using System.Globalization;
using Unroll.Catalogue;
using Unroll.Models;

namespace Unroll.Layers;

/// <summary>Layers one after another inside another layer, each named after its kind and a number unless it has a name.</summary>
internal sealed class LayerStack
{
    private readonly Layer[] _layers;
    private readonly string[] _automaticNames;

    /// <summary>Takes the layers.</summary>
    /// <param name="layers">The layers, at least one; they belong to the taker from now on.</param>
    /// <param name="taker">Name of the layer that has them, for errors.</param>
    /// <exception cref="ArgumentException">There is no layer, or one belongs to a model or another layer already.</exception>
    public LayerStack(IEnumerable<Layer> layers, string taker)
    {
        ArgumentNullException.ThrowIfNull(layers);
        _layers = [.. layers];
        if (_layers.Length == 0)
        {
            throw new ArgumentException($"{taker} has no layers: give it at least one, for example new Dense(32).", nameof(layers));
        }

        _automaticNames = new string[_layers.Length];
        Dictionary<string, int> numbers = [];
        for (int i = 0; i < _layers.Length; i++)
        {
            Layer layer = _layers[i];
            LayerErrors.ThrowIfTaken(layer, taker);
            string kind = layer.Kind;
            int number = numbers[kind] = numbers.GetValueOrDefault(kind) + 1;
            _automaticNames[i] = string.Create(CultureInfo.InvariantCulture, $"{kind}_{number}");
            if (layer.Name.Length == 0)
            {
                layer.Rename(_automaticNames[i]);
            }
        }
    }

    /// <summary>The layers, in order.</summary>
    public IReadOnlyList<Layer> Layers => _layers;

    /// <summary>The layers as they are written, without the names that they have of themselves.</summary>
    public IReadOnlyList<Block<Layer>> Blocks =>
        [.. _layers.Select((layer, index) => LayerEntry.BlockOf(layer, _automaticNames[index]))];

    /// <summary>Applies the layers, one after another.</summary>
    /// <param name="input">What the first takes.</param>
    /// <returns>The output of the last.</returns>
    public Signal Apply(Signal input) => _layers.Aggregate(input, (signal, layer) => layer.Apply(signal));

    /// <summary>The setting of the layers.</summary>
    public static Setting<TLayer, IReadOnlyList<Block<Layer>>> Setting<TLayer>(Func<TLayer, LayerStack> get, string help) =>
        new("layers", Unroll.Catalogue.Kind.List(Unroll.Catalogue.Kind.Block(() => Layer.Catalogue), "layers"),
            layer => get(layer).Blocks, help)
        {
            IsRequired = true,
            Example = "layers: [{dense: 32}]",
        };

    /// <summary>Makes the layers; recurrent ones return sequences where a layer that takes sequences only follows.</summary>
    public static IEnumerable<Layer> Create(IReadOnlyList<Block<Layer>> blocks) =>
        blocks.Select((block, index) => LayerEntry.CreateInner(FeedsSequences(blocks, index) ? LayerEntry.ReturnSequences(block) : block));

    /// <summary>The blocks, the last of which return sequences where they are recurrent and leave it open.</summary>
    public static IReadOnlyList<Block<Layer>> ReturningSequences(IReadOnlyList<Block<Layer>> blocks) =>
        [.. blocks.Select((block, index) => LeadsToEnd(blocks, index) ? LayerEntry.ReturnSequences(block) : block)];

    private static bool FeedsSequences(IReadOnlyList<Block<Layer>> blocks, int index) =>
        blocks.Skip(index + 1).TakeWhile(block => block.Entry.Type != typeof(RepeatVector))
            .Any(block => block.Entry is LayerEntry { TakesSequences: true });

    private static bool LeadsToEnd(IReadOnlyList<Block<Layer>> blocks, int index) =>
        !blocks.Skip(index + 1).Any(block => block.Entry.Type == typeof(RepeatVector));
}
