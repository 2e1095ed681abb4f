using System.Text.Json.Nodes;
using Unroll.Catalogue;
using Unroll.Tasks.Learning;

namespace Unroll.Tasks.Running;

/// <summary>The settings of a prediction as texts, from a command line or the query of an address.</summary>
public static class PredictionOptions
{
    /// <summary>Reads options.</summary>
    /// <param name="task">The task, whose <see cref="LearningTask.PredictionSettings"/> they are.</param>
    /// <param name="given">Names and texts.</param>
    /// <returns>What <see cref="RecipeRunner.Predict"/> takes.</returns>
    /// <exception cref="InputException">A name is not known, or a text is not of the setting's kind.</exception>
    public static SettingValues Parse(LearningTask task, IEnumerable<KeyValuePair<string, string>> given)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(given);
        JsonObject options = new(given.Select(option => KeyValuePair.Create(option.Key, (JsonNode?)ValueOf(option.Value))));
        return new Section<LearningTask>(task.PredictionSettings, _ => task).ReadValues(new JsonConfiguration(options, "The options"));
    }

    // 12 is a number and true a flag, as in a recipe; anything else is a text.
    private static JsonValue ValueOf(string text)
    {
        try
        {
            return JsonNode.Parse(text) is JsonValue value ? value : JsonValue.Create(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
