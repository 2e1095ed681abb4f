using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Layers;
using Unroll.Losses;
using Unroll.Optimizers;
using Unroll.Schedules;
using Unroll.Series.Preparing;

namespace Unroll.Tasks.Proposals;

/// <summary>Building blocks of proposals, by their names in the catalogues.</summary>
internal static class Blocks
{
    /// <summary>A step as it will stand in the recipe, with what it would be without being said.</summary>
    public static JsonObject StepJson(string name, JsonNode settings) => new() { [name] = settings };

    /// <summary>Public holidays: each day's share of the people who have it off, and the days around.</summary>
    public static JsonObject Holidays => StepJson(
        "holidays", new JsonObject { ["country"] = "germany", ["regional"] = "population", ["around"] = 1, ["year-end"] = true });

    /// <summary>Whether a step is the calendar of days of two years or more.</summary>
    public static bool IsDaily(JsonObject step) => (string?)step["calendar"]?["feature"] == "day-of-year";

    public static Block<PreparingStep> Step(JsonObject json) =>
        PreparingStep.Catalogue.ReadBlock(new JsonConfiguration(json.DeepClone(), "The proposal"));

    public static Block<Layer> Layer(string name, JsonNode? settings = null) => Of(Layers.Layer.Catalogue, name, settings);

    public static Block<Loss> Loss(string name) => Of(Losses.Loss.Catalogue, name, null);

    public static Block<Optimizer> Optimizer(string name) => Of(Optimizers.Optimizer.Catalogue, name, null);

    public static Block<LearningRateSchedule> Schedule(string name, JsonNode settings) =>
        Of(LearningRateSchedule.Catalogue, name, settings);

    public static Block<GradientClipping> Clipping(string name, JsonNode settings) => Of(GradientClipping.Catalogue, name, settings);

    private static Block<T> Of<T>(BlockCatalogue<T> catalogue, string name, JsonNode? settings)
        where T : class =>
            catalogue.ReadBlock(
                new JsonConfiguration(settings is null ? JsonValue.Create(name) : new JsonObject { [name] = settings }, "The proposal"));
}
