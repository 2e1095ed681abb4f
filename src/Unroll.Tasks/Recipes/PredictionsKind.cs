using System.Text.Json.Nodes;
using Unroll.Catalogue;

namespace Unroll.Tasks.Recipes;

/// <summary><c>limited</c>, <c>all</c>, <c>none</c>, or a section with a stride.</summary>
internal sealed class PredictionsKind : ValueKind<PredictionsRecipe>
{
    private static readonly Section<PredictionsRecipe> _stride = new SectionBuilder<PredictionsRecipe>(default)
        .Add("stride", Kind.Integer(1), predictions => predictions.Stride ?? 1, (_, value) => new PredictionsRecipe(value),
            "Forecast origins from one that is written to the next.", isRequired: true)
        .Build();

    public static PredictionsKind Instance { get; } = new();

    public override string Description => "`limited`, `all`, `none` or `{stride: …}`";

    public override PredictionsRecipe Read(ConfigurationNode node)
    {
        return node.IsSection ? _stride.Read(node) : node.Scalar switch
        {
            "limited" => PredictionsRecipe.Limited,
            "all" => PredictionsRecipe.All,
            "none" => PredictionsRecipe.None,
            _ => throw node.Expected("limited, all, none, or {stride: 24} for every 24th forecast origin"),
        };
    }

    public override JsonNode? Write(PredictionsRecipe value) => value.Stride switch
    {
        null => "limited",
        0 => "none",
        1 => "all",
        _ => _stride.Write(value),
    };

    public override JsonNode Schema(SchemaDefinitions definitions) => new JsonObject
    {
        ["anyOf"] = new JsonArray(
            new JsonObject { ["enum"] = new JsonArray("limited", "all", "none") },
            _stride.Schema(definitions)),
    };
}
