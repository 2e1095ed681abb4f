using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Unroll.Layers;

/// <summary>
/// Layers and cells that a user wrote, by their kind, so that model files that have them can be loaded. Register once, at the start of the program.
/// </summary>
public static class LayerRegistry
{
    private static readonly ConcurrentDictionary<string, Func<JsonObject, Layer>> _layers = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, Func<JsonObject, RnnCell>> _cells = new(StringComparer.Ordinal);

    /// <summary>Tells how a user's layer is made again.</summary>
    /// <param name="kind">The layer's <see cref="Layer.Kind"/>.</param>
    /// <param name="create">Makes the layer from what its <see cref="Layer.GetConfiguration"/> gave.</param>
    public static void Register(string kind, Func<JsonObject, Layer> create)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(kind);
        ArgumentNullException.ThrowIfNull(create);
        _layers[kind] = create;
    }

    /// <summary>Tells how a user's cell is made again.</summary>
    /// <param name="kind">The cell's <see cref="RnnCell.Kind"/>.</param>
    /// <param name="create">Makes the cell from what its <see cref="RnnCell.GetConfiguration"/> gave.</param>
    public static void RegisterCell(string kind, Func<JsonObject, RnnCell> create)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(kind);
        ArgumentNullException.ThrowIfNull(create);
        _cells[kind] = create;
    }

    internal static Layer CreateLayer(string kind, JsonObject configuration) => _layers.TryGetValue(kind, out Func<JsonObject, Layer>? create)
        ? create(configuration)
        : throw new InputException(
            $"The model has a layer of type '{kind}', which this version does not know: load it with the version of Unroll that wrote it, or, if " +
            "the layer is your own, call LayerRegistry.Register before.");

    internal static RnnCell CreateCell(string kind, JsonObject configuration) => _cells.TryGetValue(kind, out Func<JsonObject, RnnCell>? create)
        ? create(configuration)
        : throw new InputException($"The model has a cell of kind '{kind}', which is not known: call LayerRegistry.RegisterCell before.");
}
