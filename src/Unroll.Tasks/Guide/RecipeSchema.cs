using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Tasks.Learning;
using Unroll.Tasks.Recipes;

namespace Unroll.Tasks.Guide;

/// <summary>The JSON Schema of recipes, from the catalogues, registered blocks too: editors complete and check recipes by it.</summary>
public static class RecipeSchema
{
    /// <summary>The schema: one for each task, chosen by the recipe's <c>task</c>.</summary>
    public static JsonObject Create()
    {
        SchemaDefinitions definitions = new();
        JsonArray cases = [];
        foreach (Entry<LearningTask> entry in LearningTask.Catalogue.Entries.Where(entry => entry.IsComplete))
        {
            LearningTask task = entry.Create(new SettingValues());
            JsonObject condition = new() { ["properties"] = new JsonObject { ["task"] = new JsonObject { ["const"] = entry.Name } } };
            if (entry.Name != LearningTask.Default.Name)
            {
                condition["required"] = new JsonArray("task");
            }

            JsonNode recipe = RecipeSections.For(task).Schema(definitions);
            cases.Add((JsonNode)new JsonObject { ["if"] = condition, ["then"] = recipe });
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "A recipe of Unroll",
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["task"] = new JsonObject
                {
                    ["enum"] = new JsonArray([.. LearningTask.Catalogue.Names.Select(name => (JsonNode)name)]),
                    ["default"] = LearningTask.Default.Name,
                },
            },
            ["allOf"] = cases,
            ["$defs"] = definitions.ToJson(),
        };
    }
}
