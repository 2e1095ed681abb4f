using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Insight.Recurrence;

/// <summary>Finds layers in a network, those inside others included.</summary>
public static class LayerFinder
{
    /// <summary>All layers of a kind, in the order of the network.</summary>
    /// <typeparam name="TLayer">Type of the layers, such as <see cref="RecurrentLayer"/>.</typeparam>
    /// <param name="model">The network, built.</param>
    public static IReadOnlyList<TLayer> All<TLayer>(Model model)
        where TLayer : Layer
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. Flatten(model.Layers).OfType<TLayer>()];
    }

    /// <summary>The first layer of a kind.</summary>
    /// <typeparam name="TLayer">Type of the layer.</typeparam>
    /// <param name="model">The network, built.</param>
    /// <param name="what">Name of the kind, for the message.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    internal static TLayer First<TLayer>(Model model, string what)
        where TLayer : Layer
        => All<TLayer>(model) is [var first, ..] ? first : throw new ArgumentException(
            $"The network has no {what} layer: its layers are {string.Join(", ", model.Layers.Select(layer => layer.Name))}.");

    private static IEnumerable<Layer> Flatten(IEnumerable<Layer> layers) =>
        layers.SelectMany(layer => Flatten(layer.InnerLayers).Prepend(layer));
}
