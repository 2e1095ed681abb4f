using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Layers;

namespace Unroll.Tasks.Recipes;

/// <summary>
/// A member of an ensemble of recipes: an item of <c>members</c>. It is the recipe with sections of its own, or a recipe file on the same
/// data.
/// </summary>
/// <example><code>MemberRecipe linear = new(JsonNode.Parse("""{"model": ["flatten", {"dense": 24}]}""")!.AsObject());</code></example>
/// <param name="changes">
/// What it has of its own, as a recipe would have it: sections whose keys take the place of the recipe's, lists that take the place of its
/// lists, and null for what it does not have.
/// </param>
public sealed class MemberRecipe(JsonObject changes)
{
    /// <summary>The member's own sections.</summary>
    public JsonObject Changes { get; } = changes ?? throw new ArgumentNullException(nameof(changes));

    /// <summary>Its name in results; null for its number.</summary>
    public string? Name { get; init; }

    /// <summary>Its weight in the mean.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>The recipe file that it is, before that is read; else null.</summary>
    internal string? File { get; init; }

    /// <summary>The content of the file that it was read from; null where it was none.</summary>
    internal YamlConfiguration? Root { get; init; }

    /// <summary>The member with other layers.</summary>
    /// <param name="change">Gives the layer in place of another one.</param>
    internal MemberRecipe WithLayers(Func<Block<Layer>, Block<Layer>> change)
    {
        JsonObject changed = (JsonObject)Changes.DeepClone();
        if (changed["model"] is JsonArray model)
        {
            changed["model"] = Changed(model);
        }

        if (changed["models"] is JsonArray models)
        {
            changed["models"] = new JsonArray([.. models.Select(layers => layers is JsonArray list ? Changed(list) : layers?.DeepClone())]);
        }

        return new MemberRecipe(changed) { Name = Name, Weight = Weight };

        JsonArray Changed(JsonArray layers) => new([.. layers.Select(
            layer => change(new ModelItemKind().Read(new JsonConfiguration(layer?.DeepClone(), "The layer"))).ToJson())]);
    }
}
