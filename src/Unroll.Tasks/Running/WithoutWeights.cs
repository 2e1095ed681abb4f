using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Running;

/// <summary>
/// Layers with zeros as initial weights, for networks that are only inspected: drawing those of large layers takes a while.
/// </summary>
internal static class WithoutWeights
{
    private const string Suffix = "-initializer";

    /// <summary>A layer with zeros for weights.</summary>
    public static Block<Layer> Of(Block<Layer> layer) => SharedLayer.LayerOf(layer) is not null
        ? layer
        : Layer.Catalogue.ReadBlock(new JsonConfiguration(Of(layer.ToJson()), "The layer")) is var plain
            && plain.Values.IsGiven(LayerEntry.From) == layer.Values.IsGiven(LayerEntry.From)
            ? plain
            : plain.With(LayerEntry.From, layer.Values.Get(LayerEntry.From));

    private static JsonNode Of(JsonNode layer)
    {
        (string name, JsonNode? given) = layer is JsonObject pair ? (pair.First().Key, pair.First().Value)
            : (layer.GetValue<string>(), null);
        if (Layer.Catalogue.Find(name) is not { } entry)
        {
            return layer.DeepClone();
        }

        JsonObject settings = given switch
        {
            null => [],
            JsonObject section when entry.Shorthand is null
                || section.All(field => entry.Settings.Any(setting => setting.Name == field.Key)) => (JsonObject)section.DeepClone(),
            _ => new JsonObject { [entry.Shorthand!.Name] = given.DeepClone() },
        };
        foreach (Setting setting in entry.Settings)
        {
            if (setting.Name.EndsWith(Suffix, StringComparison.Ordinal))
            {
                settings[setting.Name] = "zeros";
            }
            else if (setting.KindDescription == Layer.Catalogue.Kind && settings[setting.Name] is { } inner)
            {
                settings[setting.Name] = Of(inner);
            }
        }

        return new JsonObject { [name] = settings };
    }
}
