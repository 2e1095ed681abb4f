using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Layers;

namespace Unroll.Tasks.Recipes;

/// <summary>Items of <c>model</c>: layers, and further uses of them.</summary>
internal sealed class ModelItemKind : ValueKind<Block<Layer>>
{
    public override string Description => "layer";

    public override Block<Layer> Read(ConfigurationNode node)
    {
        string? name = node.IsSection ? node.Fields() is [var only, ..] ? only.Key : null : node.Scalar;
        if (name is RecipeGraph.InputName && Layer.Catalogue.Find(name) is null)
        {
            string what = "the input comes from the data, so a recipe has no layer for it. Remove it; from: input names it.";
            throw node.IsSection ? node.Error(name, what) : node.Error(what);
        }

        return (name is not null && SharedLayer.Catalogue.Find(name) is not null ? SharedLayer.Catalogue : Layer.Catalogue).ReadBlock(node);
    }

    public override JsonNode? Write(Block<Layer> value) => value.ToJson();

    public override JsonNode Schema(SchemaDefinitions definitions) => new JsonObject
    {
        ["anyOf"] = new JsonArray(Layer.Catalogue.Schema(definitions), SharedLayer.Catalogue.Schema(definitions)),
    };
}
