using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Optimizers;
using Unroll.Series.Preparing;

namespace Unroll.Tasks.Proposals;

/// <summary>Building blocks of proposals, by their names in the catalogues.</summary>
internal static class Blocks
{
    /// <summary>A step as it will stand in the recipe, with what it would be without being said.</summary>
    public static JsonObject StepJson(string name, JsonNode settings) => new() { [name] = settings };

    public static Block<PreparingStep> Step(JsonObject json) =>
        PreparingStep.Catalogue.ReadBlock(new JsonConfiguration(json.DeepClone(), "The proposal"));

    public static Block<Layer> Layer(string name, JsonNode? settings = null) => Of(Layers.Layer.Catalogue, name, settings);

    public static Block<Loss> Loss(string name) => Of(Losses.Loss.Catalogue, name, null);

    public static Block<Optimizer> Optimizer(string name) => Of(Optimizers.Optimizer.Catalogue, name, null);

    public static Block<GradientClipping> Clipping(string name, JsonNode settings) => Of(GradientClipping.Catalogue, name, settings);

    private static Block<T> Of<T>(BlockCatalogue<T> catalogue, string name, JsonNode? settings)
        where T : class =>
            catalogue.ReadBlock(
                new JsonConfiguration(settings is null ? JsonValue.Create(name) : new JsonObject { [name] = settings }, "The proposal"));
}
