using Unroll.Formats;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Interchange;

/// <summary>The import of weights: all tensors are found and checked before any is copied.</summary>
internal sealed class WeightImport
{
    private readonly WeightLayout _layout;
    private readonly TensorIndex _index;
    private readonly List<LayerEntry> _layers;

    private WeightImport(WeightLayout layout, Model model, IEnumerable<SafetensorsTensor> tensors)
    {
        model.Build();
        _layout = layout;
        _index = new TensorIndex(tensors, layout.Separator);
        _layers = [.. layout.Layers(model)];
    }

    /// <summary>Copies tensors into a model's layers.</summary>
    /// <param name="layout">Names and layout of the tensors.</param>
    /// <param name="model">The model; built if need be.</param>
    /// <param name="tensors">The tensors.</param>
    /// <param name="map">The module of each layer that is to be filled; null to find modules for all layers.</param>
    /// <exception cref="InputException">The tensors do not fit.</exception>
    /// <exception cref="ArgumentException">The map names a layer that does not exist, or a layer has no counterpart.</exception>
    public static IReadOnlyList<LoadedLayer> Run(
        WeightLayout layout, Model model, IEnumerable<SafetensorsTensor> tensors, IReadOnlyDictionary<string, string>? map)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(tensors);
        using UseGate.Lease use = model.Gate.Change("An import of weights");
        var import = new WeightImport(layout, model, tensors);
        List<Match> matches = map is null ? import.MatchAll() : import.MatchMapped(map);
        foreach (Match match in matches)
        {
            foreach (ForeignTensor tensor in match.Tensors)
            {
                import._index.Find(match.Module, tensor.Name)!.RequireFinite("The tensor");
            }
        }

        matches.ForEach(import.Copy);
        return [.. matches.Select(match => new LoadedLayer(match.Entry.Name, match.Module, match.Level))];
    }

    /// <summary>The problem of a module for a layer; null if it fits.</summary>
    public string? Problem(Layer layer, string module, int level, IReadOnlyList<ForeignTensor> needed)
    {
        foreach (ForeignTensor tensor in needed)
        {
            string name = _index.FullName(module, tensor.Name);
            if (_index.Find(module, tensor.Name) is not { } found)
            {
                return $"the tensor '{name}' of shape {Text(tensor.Shape)} is missing";
            }

            if (!found.Shape.SequenceEqual(tensor.Shape))
            {
                return $"the tensor '{name}' has shape {Text(found.Shape)}, but {Text(tensor.Shape)} is expected";
            }
        }

        return _index.Children(module).FirstOrDefault(child =>
            _layout.Counts(child, layer, level) && needed.All(tensor => tensor.Name != child)) is { } extra
            ? $"the tensor '{_index.FullName(module, extra)}' of shape {Text(_index.Find(module, extra)!.Shape)} has no place in the layer"
            : null;
    }

    public static string Text(IEnumerable<int> shape) => $"[{string.Join(", ", shape)}]";

    private List<Match> MatchMapped(IReadOnlyDictionary<string, string> map)
    {
        if (map.Keys.FirstOrDefault(name => !_layers.Any(layer => layer.IsCalled(name))) is { } unknown)
        {
            throw new ArgumentException(
                $"The map names a layer '{unknown}', but the model's layers with weights are: "
                + $"{string.Join(", ", _layers.Select(layer => layer.Name))}.",
                nameof(map));
        }

        List<Match> matches = [];
        foreach (LayerEntry entry in _layers)
        {
            if (entry.Find(map, _layout.Separator) is not { } module)
            {
                continue;
            }

            // Several layers that are mapped to one module are its levels, in their order.
            int level = _layout.IsStacked(entry.Layer)
                ? matches.Count(match => match.Module == module && _layout.IsStacked(match.Entry.Layer)) : 0;
            IReadOnlyList<ForeignTensor> needed = Describe(entry, level);
            if (Problem(entry.Layer, module, level, needed) is { } problem)
            {
                throw new InputException(
                    $"'{module}' does not fit the layer '{entry.Name}': {problem}. The file's modules are: "
                    + $"{string.Join(", ", _index.Modules.Select(Quote))}.");
            }

            matches.Add(new Match(entry, module, level, needed));
        }

        return matches;
    }

    private List<Match> MatchAll()
    {
        foreach (LayerEntry entry in _layers)
        {
            Describe(entry, 0);
        }

        List<Match> matches = new ModuleMatcher(_layout, _index, this).Match(_layers);
        foreach (Match match in matches)
        {
            _index.MarkUsed(match.Module, match.Tensors);
        }

        string[] unused = [.. _index.Unused.Where(name => !_layout.IsIgnored(name.Split(_layout.Separator)[^1]))];
        return unused.Length == 0 ? matches : throw new InputException(
            $"The model has no layer for the {_layout.Framework} tensors {string.Join(", ", unused.Select(Quote))}: add it, or give a "
            + $"map that says which " +
            "module goes to which layer; what is not in the map is then left alone.");
    }

    /// <exception cref="ArgumentException">The framework has no such layer.</exception>
    private IReadOnlyList<ForeignTensor> Describe(LayerEntry entry, int level) => _layout.Describe(entry.Layer, level)
        ?? throw new ArgumentException(
        $"The layer '{entry.Name}' ({entry.Layer.Kind}) has no counterpart in {_layout.Framework} with these options: give a map that "
        + $"leaves it out.");

    private void Copy(Match match)
    {
        foreach (Parameter parameter in match.Entry.Layer.Parameters)
        {
            parameter.Overwrite().Clear();
        }

        foreach (ForeignTensor tensor in match.Tensors)
        {
            tensor.AddTo(_index.Find(match.Module, tensor.Name)!.Values.Span);
        }

        foreach (Parameter parameter in match.Entry.Layer.Parameters)
        {
            parameter.MarkChanged();
        }
    }

    private static string Quote(string name) => $"'{name}'";

    /// <summary>A layer and the module that it is filled from.</summary>
    public sealed record Match(LayerEntry Entry, string Module, int Level, IReadOnlyList<ForeignTensor> Tensors);
}
