using Unroll.Catalogue;
using Unroll.Layers;

namespace Unroll.Tasks.Recipes;

/// <summary>
/// Another use of a layer of the same recipe, with the same weights: <c>shared: {layer: encoder, from: right}</c>. It is no layer of its
/// own, so it stands in <c>model</c> alone, and neither within other layers nor in model files.
/// </summary>
public static class SharedLayer
{
    private static readonly Setting<Layer, string> _layer = new(
        "layer", Kind.Text, layer => layer.Name, "Name of a layer above, which is used once more with the same weights.")
    {
        IsRequired = true,
        Example = "layer: encoder",
    };

    /// <summary>The entry.</summary>
    public static Entry<Layer> Entry { get; } = new(
        "shared",
        typeof(Layer),
        "A layer above once more, on another input and with the same weights.",
        [_layer, LayerEntry.NameSetting, LayerEntry.From],
        values => throw new InvalidOperationException($"\"{values.Get(_layer)}\" is used once more: the layer itself is made once."))
    {
        Shorthand = _layer,
        Example = "shared: {layer: encoder, from: right, name: encoded-right}",
    };

    /// <summary>The kinds of items of <c>model</c> that are no layers.</summary>
    internal static BlockCatalogue<Layer> Catalogue { get; } = new("layer use", () => [Entry]);

    /// <summary>The name of the layer that a block is another use of; null for a layer.</summary>
    /// <param name="block">An item of <c>model</c>.</param>
    public static string? LayerOf(Block<Layer> block)
    {
        ArgumentNullException.ThrowIfNull(block);
        return block.Entry == Entry ? block.Values.Get(_layer) : null;
    }
}
