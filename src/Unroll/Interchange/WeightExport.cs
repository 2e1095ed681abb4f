using Unroll.Formats;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Interchange;

/// <summary>The export of weights in another framework's layout.</summary>
internal static class WeightExport
{
    /// <summary>The tensors of all layers.</summary>
    /// <param name="layout">Names and layout of the tensors.</param>
    /// <param name="model">The model; built if need be.</param>
    /// <param name="map">The module of each layer that is not to be named after the layer; null for none.</param>
    /// <exception cref="ArgumentException">
    /// A layer has no counterpart, the map names one that does not exist, or two would have the same tensors.
    /// </exception>
    public static IReadOnlyList<SafetensorsTensor> Run(WeightLayout layout, Model model, IReadOnlyDictionary<string, string>? map)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Build();
        List<LayerEntry> layers = [.. layout.Layers(model)];
        if (map?.Keys.FirstOrDefault(name => !layers.Any(layer => layer.IsCalled(name))) is { } unknown)
        {
            throw new ArgumentException(
                $"The map names a layer '{unknown}', but the model's layers with weights are: "
                + $"{string.Join(", ", layers.Select(layer => layer.Name))}.",
                nameof(map));
        }

        List<SafetensorsTensor> tensors = [];
        Dictionary<string, int> levels = [];
        foreach (LayerEntry entry in layers)
        {
            Layer layer = entry.Layer;
            string module = (map is null ? null : entry.Find(map, layout.Separator)) ?? entry.DefaultModule(layout.Separator);
            int level = layout.IsStacked(layer) ? levels.GetValueOrDefault(module) : 0;
            levels[module] = level + 1;
            IReadOnlyList<ForeignTensor> described = layout.Describe(layer, level)
                ?? throw new ArgumentException(
                    $"The layer '{entry.Name}' ({layer.Kind}) has no counterpart in {layout.Framework} with these options: it cannot be "
                    + $"exported.");
            foreach (ForeignTensor tensor in described)
            {
                tensors.Add(
                    new SafetensorsTensor(
                        module.Length == 0 ? tensor.Name : module + layout.Separator + tensor.Name, tensor.Shape, tensor.Collect()));
            }
        }

        return tensors.GroupBy(tensor => tensor.Name).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new ArgumentException(
                $"Two layers would both have the tensor '{twice.Key}': map them to different modules.", nameof(map))
            : tensors;
    }
}
